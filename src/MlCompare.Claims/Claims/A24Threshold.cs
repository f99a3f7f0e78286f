namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A24Threshold : UntestedClaim
{
    public override string Id => "a24";

    public override string Words => "A capability comes only after crossing a high threshold of data.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string NotRun => "The threshold must be followed over grammars of several depths and synonyms; the embedded hierarchy has one of each.";
}
