namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A56Concentration : UntestedClaim
{
    public override string Id => "a56";

    public override string Words => "Messy data and huge models lack concentration of measure.";

    public override string Source => "Discussion and digest of arXiv 2604.21691";

    public override string NotRun => "It needs Gaussian surrogates of features on real data, which this ledger does not use.";
}
