using MlCompare.Networks;

namespace MlCompare.Learners.Neural;

/// <summary>
/// How far a weight's step is let through (<see cref="SignalGate"/>). With m the running mean <em>before</em> the step, s ← ρ·s + (1 − ρ)·(g − m)², ŝ = s / (1 − ρᵗ); s is the
/// variance of gradients of whole batches already, so that it is not divided by the batch once more.
/// </summary>
internal sealed class GradientGate(SignalGate kind, double alpha)
{
    private const double Memory = 0.99;
    private const float Least = 1e-12f;
    private float correction = 1;

    /// <summary>Weights asked about so far, and the sum of their shares.</summary>
    public long Asked { get; private set; }

    public double Opened { get; private set; }

    public void Begin(int step) => correction = (float)(1 - Math.Pow(Memory, step));

    public float Spread(float spread, float difference) => (float)Memory * spread + (float)(1 - Memory) * difference * difference;

    /// <summary>In [0, 1].</summary>
    /// <param name="mean">m̂.</param>
    public float Open(float mean, float spread)
    {
        float signal = mean * mean, noise = (float)alpha * spread / correction, above = Math.Max(0, signal - noise);
        float open = kind switch
        {
            SignalGate.Hard => signal > noise ? 1 : 0,
            SignalGate.Soft => above / (above + Least),
            _ => signal / (signal + noise + Least),
        };
        Asked++;
        Opened += open;
        return open;
    }
}
