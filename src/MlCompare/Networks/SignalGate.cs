namespace MlCompare.Networks;

/// <summary>
/// Which weights a step of AdamW moves, by signal to noise of their gradients: m̂² against α·ŝ, ŝ the running variance of the gradients of batches (Algorithm 1
/// of Litman and Guo, arXiv 2605.01172, after three independent programs that agree; the paper's own text was not at hand).
/// </summary>
public enum SignalGate
{
    /// <summary>All of them.</summary>
    None,
    /// <summary>Those with m̂² &gt; α·ŝ.</summary>
    Hard,
    /// <summary>By the share δ / (δ + 10⁻¹²), δ = max(0, m̂² − α·ŝ): the same but for rounding, as the paper's default has no other term.</summary>
    Soft,
    /// <summary>By the share m̂² / (m̂² + α·ŝ).</summary>
    Ratio,
}
