namespace MlCompare.Claims.Networks;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), and the signal-to-noise gate on it where one is asked for.</summary>
internal sealed class Adam(int count, double rate, double decay = 0, double beta2 = 0.999)
{
    private const double Beta1 = 0.9, Epsilon = 1e-8, GateMemory = 0.99;

    private readonly double[] mean = new double[count], square = new double[count], spread = new double[count];
    private int steps;

    /// <summary>
    /// α of the soft gate q = δ/(δ + 10⁻¹²), δ = max(m̂² − α ŝ, 0), with ŝ the variance of the batch gradient about its running mean (arXiv
    /// 2605.01172, algorithm 1, as three independent implementations have it); null for plain AdamW.
    /// </summary>
    public double? Gate { get; init; }

    public void Step(double[] parameters, double[] gradient)
    {
        steps++;
        double c1 = 1 - Math.Pow(Beta1, steps), c2 = 1 - Math.Pow(beta2, steps), c3 = 1 - Math.Pow(GateMemory, steps);
        for (int i = 0; i < parameters.Length; i++)
        {
            double g = gradient[i];
            if (Gate is not null)
            {
                spread[i] += (1 - GateMemory) * ((g - mean[i]) * (g - mean[i]) - spread[i]);
            }

            mean[i] += (1 - Beta1) * (g - mean[i]);
            square[i] += (1 - beta2) * (g * g - square[i]);
            double m = mean[i] / c1, pass = 1;
            if (Gate is double alpha)
            {
                double signal = Math.Max(0, m * m - alpha * spread[i] / c3);
                pass = signal / (signal + 1e-12);
            }

            parameters[i] -= rate * (pass * m / (Math.Sqrt(square[i] / c2) + Epsilon) + decay * parameters[i]);
        }
    }
}
