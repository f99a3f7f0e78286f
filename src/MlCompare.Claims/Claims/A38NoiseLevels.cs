namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A38NoiseLevels : UntestedClaim
{
    public override string Id => "a38";

    public override string Words => "One should apply different levels of noise to the labels.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172";

    public override string NotRun => "A wish, not a claim: every report of 'mlcompare compare' has that view (--noise).";
}
