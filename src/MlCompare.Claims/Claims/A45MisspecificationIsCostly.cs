namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A45MisspecificationIsCostly : UntestedClaim
{
    public override string Id => "a45";

    public override string Words => "Measures of misspecification are better but expensive.";

    public override string Source => "Discussion and digest of arXiv 2604.21691";

    public override string NotRun => "Misspecification tests are not among the tools yet.";
}
