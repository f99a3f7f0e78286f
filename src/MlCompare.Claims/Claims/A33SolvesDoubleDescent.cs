namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A33SolvesDoubleDescent : UntestedClaim
{
    public override string Id => "a33";

    public override string Words => "The theory of channel and reservoir solves double descent.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172";

    public override string NotRun => "It needs the propagator of every network of a width sweep through interpolation, which takes hours on two cores.";
}
