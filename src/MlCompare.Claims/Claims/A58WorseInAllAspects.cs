namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A58WorseInAllAspects : UntestedClaim
{
    public override string Id => "a58";

    public override string Words => "Some architectures are really worse in all aspects.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string NotRun => "All network variants on all kinds of data take hours on two cores.";
}
