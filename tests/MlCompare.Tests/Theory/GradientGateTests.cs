using MlCompare.Learners.Neural;
using MlCompare.Networks;

namespace MlCompare.Tests.Theory;

public class GradientGateTests
{
    /// <summary>Algorithm 1 written out in double precision, on one weight.</summary>
    private static double[] Written(double[] gradients, SignalGate kind, double alpha, double rate, double decay, double beta1, double beta2)
    {
        double w = 1, m = 0, v = 0, s = 0;
        List<double> path = [];
        for (int t = 1; t <= gradients.Length; t++)
        {
            double g = gradients[t - 1];
            s = 0.99 * s + 0.01 * (g - m) * (g - m);
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            double mean = m / (1 - Math.Pow(beta1, t)), second = v / (1 - Math.Pow(beta2, t)), spread = s / (1 - Math.Pow(0.99, t));
            double above = Math.Max(0, mean * mean - alpha * spread);
            double open = kind switch
            {
                SignalGate.None => 1,
                SignalGate.Hard => mean * mean > alpha * spread ? 1 : 0,
                SignalGate.Soft => above / (above + 1e-12),
                _ => mean * mean / (mean * mean + alpha * spread + 1e-12),
            };
            w -= rate * open * mean / (Math.Sqrt(second) + 1e-8) + rate * decay * w;
            path.Add(w);
        }

        return [.. path];
    }

    [Theory]
    [InlineData(SignalGate.None)]
    [InlineData(SignalGate.Hard)]
    [InlineData(SignalGate.Soft)]
    [InlineData(SignalGate.Ratio)]
    public void Steps_follow_the_algorithm_as_written(SignalGate kind)
    {
        Rng rng = new(3);
        double[] gradients = [.. Enumerable.Range(0, 60).Select(t => (t < 30 ? 0.5 : 0) + rng.NextGaussian())];
        double[] expected = Written(gradients, kind, 0.2, 0.01, 0.1, 0.9, 0.98);
        Parameter parameter = new(1, 1, decays: true);
        parameter.Value[0] = 1;
        AdamW optimiser = new(0.1, 0.9, 0.98, 1e-8, false, kind == SignalGate.None ? null : new GradientGate(kind, 0.2));
        for (int t = 0; t < gradients.Length; t++)
        {
            parameter.Gradient[0] = (float)gradients[t];
            optimiser.Begin(0.01);
            optimiser.Update(parameter);
            Assert.True(Math.Abs(parameter.Value[0] - expected[t]) <= 1e-5, $"step {t}: {parameter.Value[0]} against {expected[t]}");
        }

        Assert.True(kind == SignalGate.None || Math.Abs(expected[^1] - Written(gradients, SignalGate.None, 0.2, 0.01, 0.1, 0.9, 0.98)[^1]) > 1e-3, "the gate changes the path");
    }

    [Theory]
    [InlineData(0.1, 0.157)]
    [InlineData(0.25, 0.025)]
    [InlineData(0.01, 0.655)]
    public void Weights_without_signal_pass_as_often_as_the_formula_says(double alpha, double share)
    {
        const int weights = 400;
        Rng rng = new(5);
        Parameter parameter = new(weights, 1, decays: false);
        GradientGate gate = new(SignalGate.Hard, alpha);
        AdamW optimiser = new(0, gate: gate);
        double before = 0;
        for (int t = 0; t < 700; t++)
        {
            before = t == 300 ? gate.Opened : before;
            for (int k = 0; k < weights; k++)
            {
                parameter.Gradient[k] = (float)rng.NextGaussian();
            }

            optimiser.Begin(0.001);
            optimiser.Update(parameter);
        }

        // Measured .160 at .1 in the pilot.
        Assert.Equal(share, (gate.Opened - before) / (400 * weights), 0.012);
    }

    [Fact]
    public void Alpha_follows_the_batch_where_no_level_is_given()
    {
        TrainingSpec spec = new() { Epochs = 1, BatchSize = 32, Gate = SignalGate.Hard };
        Assert.Equal(32.0 / 968, spec.GateAlpha(1000), 12);
        Assert.Equal(0.3, (spec with { GateLevel = 0.3 }).GateAlpha(1000));
        Assert.True(double.IsFinite(spec.GateAlpha(32)));
    }
}
