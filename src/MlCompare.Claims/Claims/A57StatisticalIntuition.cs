namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A57StatisticalIntuition : UntestedClaim
{
    public override string Id => "a57";

    public override string Words => "Deep learning breaks a hundred years of statistical intuition.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string NotRun => "A bundle of A15 and others: see these.";
}
