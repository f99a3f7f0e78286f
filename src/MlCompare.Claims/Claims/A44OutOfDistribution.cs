namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A44OutOfDistribution : UntestedClaim
{
    public override string Id => "a44";

    public override string Words => "Out-of-distribution detection is ill-posed; what matters is misspecification.";

    public override string Source => "Discussion and digest of arXiv 2604.21691";

    public override string NotRun => "Misspecification tests are not among the tools yet.";
}
