namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A59UnderstandingIsBigger : UntestedClaim
{
    public override string Id => "a59";

    public override string Words => "To understand a random system takes something an order of magnitude bigger.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string NotRun => "Distillation into students of growing size is not built yet.";
}
