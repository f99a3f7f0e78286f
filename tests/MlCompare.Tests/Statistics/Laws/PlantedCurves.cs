using MlCompare.Statistics;
using MlCompare.Statistics.Laws;

namespace MlCompare.Tests.Statistics.Laws;

/// <summary>Learning curves whose truth is known: forms and parameters are drawn, and replicates scatter around them.</summary>
internal static class PlantedCurves
{
    /// <summary>Forms that the laws contain, and three that none of them does.</summary>
    public static readonly string[] Forms = ["power", "floor", "m4", "broken", "shifted", "exponential", "logarithmic"];

    /// <param name="Truth">The expected loss at any number of rows.</param>
    public sealed record Planted(LawCurve Curve, Func<double, double> Truth);

    public static Func<double, double> Truth(string form, Rng rng, double first, double last)
    {
        double a = Math.Exp(rng.NextDouble(Math.Log(0.1), Math.Log(0.5))), alpha = Math.Exp(rng.NextDouble(Math.Log(0.15), Math.Log(0.9)));
        double floor = rng.NextDouble(0, 0.8), middle = Math.Exp(rng.NextDouble(Math.Log(first), Math.Log(2 * last)));
        double after = alpha * Math.Exp(0.5 * rng.NextGaussian()), tau = rng.NextDouble(0.5, 2) * last;
        double Fall(double n) => Math.Pow(n / last, -alpha);
        return form switch
        {
            "power" => n => a * Math.Pow(n / last, -alpha / 2),
            "floor" => n => a * (floor + (1 - floor) * Fall(n)),
            // a = 1 has a closed form: a logistic curve in ln n between a floor and a ceiling.
            "m4" => n => a * (floor + (4 - floor) / (1 + (3 / (1 - floor)) / Fall(n))),
            "broken" => n => a * (floor + (1 - floor) * Fall(n) * Math.Pow((1 + Math.Pow(n / middle, 2)) / (1 + Math.Pow(last / middle, 2)), (alpha - after) / 2)),
            "shifted" => n => a * (floor + (1 - floor) * Math.Pow((n + first) / (last + first), -alpha)),
            "exponential" => n => a * (floor + (1 - floor) * Math.Exp(-0.5 * (Math.Pow(n / tau, 0.4) - Math.Pow(last / tau, 0.4)))),
            _ => n => a * (1 - 0.5 * alpha * Math.Log(n / last) / (1 + Math.Abs(Math.Log(n / last)) / 3)),
        };
    }

    /// <summary>Replicates share half of their luck over the sizes of a split, as nested training rows and common test rows do.</summary>
    public static Planted Draw(string form, int sizes, int replicates, Rng rng)
    {
        int first = (int)Math.Round(Math.Exp(rng.NextDouble(Math.Log(60), Math.Log(500))));
        double ratio = rng.NextInt(2) == 0 ? 2 : 4;
        int[] rows = [.. Enumerable.Range(0, sizes).Select(i => (int)Math.Round(first * Math.Pow(ratio, i)))];
        Func<double, double> truth = Truth(form, rng, rows[0], rows[^1]);
        double spread = Math.Exp(rng.NextDouble(Math.Log(0.01), Math.Log(0.06)));
        Dictionary<int, double>[] losses = [.. rows.Select(_ => new Dictionary<int, double>())];
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            double shared = rng.NextGaussian();
            for (int i = 0; i < sizes; i++)
            {
                double luck = Math.Sqrt(0.5) * (shared + rng.NextGaussian());
                losses[i][replicate] = truth(rows[i]) * (1 + spread * luck * Math.Pow(rows[i] / (double)rows[^1], -0.1));
            }
        }

        return new Planted(new LawCurve(rows, losses, new SamplingDesign(true, false, 4000, 0), "error", 0), truth);
    }
}
