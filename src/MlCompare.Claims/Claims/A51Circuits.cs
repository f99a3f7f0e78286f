namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A51Circuits : UntestedClaim
{
    public override string Id => "a51";

    public override string Words => "Circuits explain what networks compute.";

    public override string Source => "Encyclopaedia talk page on deep learning";

    public override string NotRun => "It needs frequency-wise ablation of first-layer weights of a network that has grokked; not built yet.";
}
