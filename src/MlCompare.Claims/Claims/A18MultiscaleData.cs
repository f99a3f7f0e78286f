namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A18MultiscaleData : UntestedClaim
{
    public override string Id => "a18";

    public override string Words => "The multiscale nature of data is what makes neural scaling laws.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string NotRun => "It needs a generator whose eigenvalues and target decay at will; the embedded waves on a circle have one decay only.";
}
