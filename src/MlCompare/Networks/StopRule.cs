namespace MlCompare.Networks;

/// <summary>What ends training early.</summary>
public enum StopRule
{
    /// <summary>Rows held out no longer get better.</summary>
    HeldOut,
    /// <summary>
    /// No rows are held out. Training ends when the gradients of different rows no longer agree: the mean of U over the last hundred steps is below 0, U =
    /// Σ over pairs i ≠ j of ⟨gᵢ, gⱼ⟩ / (b(b − 1)) = |μ|² − σ²/(b − 1), which estimates the squared gradient of the population's risk (identity tested; a kin of the
    /// evidence-based criterion of Mahsereci et al. 2017). Unbiased only where the weights do not depend on the batch, that is in the first
    /// pass; in later passes it estimates the same of the training rows.
    /// </summary>
    Signal,
}
