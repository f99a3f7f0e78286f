namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A48Saddles : UntestedClaim
{
    public override string Id => "a48";

    public override string Words => "Saddle points, not local minima, dominate.";

    public override string Source => "Encyclopaedia talk page on deep learning; Dauphin et al. 2014";

    public override string NotRun => "It needs minimisation of the gradient's length with explicit Hessians, which the small networks here do not give.";
}
