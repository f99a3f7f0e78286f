using MathNet.Numerics.Distributions;
using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Part-dependent noise of Xia et al. (2020): row i is mislabelled with probability q_i, normal around the level with standard
/// deviation 0.1 and cut to [0, 1]; the wrong class is drawn from softmax(xᵀW_y) over the other classes, W standard normal. Features are
/// standardised and divided by √d, so that the scores have variance about one and the softmax does not saturate. Expect harm like that of pair
/// noise, in directions that depend on the features and that a flexible learner can learn. The cut makes the mean rate a little larger
/// than low levels: 0.129 at 0.1, 0.206 at 0.2.
/// </summary>
public sealed class InstanceLabelNoise : LabelNoise
{
    private const double RateSpread = 0.1;

    public override string Id => "label-noise-instance";

    public override string Title => "Label noise, instance-dependent";

    public override double MaxLevel(int classCount) => classCount < 2 ? 0 : 0.5;

    /// <summary>
    /// The rate of a row at quantile <paramref name="u"/>: rises with the level, because normal distributions around a
    /// higher mean dominate those around a lower one, cut or not.
    /// </summary>
    public static double Rate(double level, double u)
    {
        double low = Normal.CDF(level, RateSpread, 0), high = Normal.CDF(level, RateSpread, 1);
        return Math.Clamp(Normal.InvCDF(level, RateSpread, Math.Clamp(low + u * (high - low), 1e-12, 1 - 1e-12)), 0, 1);
    }

    protected override Flip Prepare(Block block, double level, Rng rng)
    {
        int classCount = block.TrainTrue.ClassCount;
        NumericView view = new(block.TestFeatures);
        float[] rows = view.Of(block.Train.Features);
        double scale = 1 / Math.Sqrt(view.Width);
        double[][] directions = [.. Enumerable.Range(0, classCount).Select(_ =>
            Enumerable.Range(0, view.Width * classCount).Select(_ => scale * rng.NextGaussian()).ToArray())];
        return (row, label, draws) =>
        {
            double rate = Rate(level, draws.NextDouble());
            bool flipped = draws.NextDouble() < rate;
            double direction = draws.NextDouble();
            return flipped
                ? Choose(Softmax(rows.AsSpan(row * view.Width, view.Width), directions[label], classCount, label), direction)
                : label;
        };
    }

    private static double[] Softmax(ReadOnlySpan<float> x, double[] direction, int classCount, int label)
    {
        double[] scores = new double[classCount];
        for (int j = 0; j < x.Length; j++)
        {
            for (int k = 0; k < classCount; k++)
            {
                scores[k] += x[j] * direction[j * classCount + k];
            }
        }

        double most = scores.Where((_, k) => k != label).Max();
        for (int k = 0; k < classCount; k++)
        {
            scores[k] = k == label ? 0 : Math.Exp(scores[k] - most);
        }

        return scores;
    }
}
