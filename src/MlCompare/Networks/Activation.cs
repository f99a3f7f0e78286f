namespace MlCompare.Networks;

/// <summary>What bends a layer's sums.</summary>
public enum Activation
{
    /// <summary>max(0, z).</summary>
    Relu,
    /// <summary>z·σ(z) (Elfwing et al. 2018).</summary>
    Silu,
    /// <summary>z·Φ(z) by its tanh form (Hendrycks and Gimpel 2016).</summary>
    Gelu,
    /// <summary>Scaled exponential linear unit (Klambauer et al. 2017).</summary>
    Selu,
    /// <summary>z·tanh(ln(1 + e^z)) (Misra 2019).</summary>
    Mish,
    Tanh,
}
