namespace MlCompare.Learners.Neural;

/// <summary>
/// Learning rate over a run: linear from 0 to the peak over the first <paramref name="warmup"/> steps, then half a cosine down to 0
/// (Loshchilov and Hutter 2017).
/// </summary>
internal sealed class WarmupCosine(double peak, int warmup, int total)
{
    /// <summary>The rate of step 0 … total − 1.</summary>
    public double Rate(int step) => step < warmup
        ? peak * (step + 1) / (warmup + 1)
        : peak * 0.5 * (1 + Math.Cos(Math.PI * (step - warmup) / Math.Max(1, total - warmup)));
}
