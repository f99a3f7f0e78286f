namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A16OptimizerAndArchitecture : UntestedClaim
{
    public override string Id => "a16";

    public override string Words => "It is the interaction of architectures and optimizers that counts.";

    public override string Source => "Discussion and digest of arXiv 2604.21691";

    public override string NotRun => "Its share of variance needs many seeds of several optimizers trained to one and the same loss; the networks here have one optimizer (AdamW).";
}
