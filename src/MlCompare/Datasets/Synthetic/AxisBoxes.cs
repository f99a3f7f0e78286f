using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// A sum of 24 axis-aligned corners over six of twenty uniform columns, cut at its median; no label noise. Expect boosting to win: the rule is
/// piecewise constant along the axes, and 14 columns tell nothing (Ng 2004; Grinsztajn et al. 2022).
/// </summary>
public class AxisBoxes : SyntheticDataset
{
    /// <summary>Columns.</summary>
    public const int Width = 20;

    private const int Corners = 24, Faces = 3, Relevant = 6;

    /// <summary>
    /// Between the median of the sum over 200,000 draws (it takes finitely many values) and the next value that occurs, for the standard task.
    /// </summary>
    private const double StandardThreshold = 0.3738506379273827;

    private readonly Lazy<Rule> rule;

    public AxisBoxes()
        : this("axis-boxes")
    {
    }

    private protected AxisBoxes(string name)
        : base(name)
    {
        rule = new Lazy<Rule>(() => new Rule(TaskRng("axis-boxes")));
    }

    public override string Title => "Axis-aligned boxes";

    public override string Description =>
        "24 axis-aligned corners over 6 of 20 uniform columns, summed and cut at the median; no label noise. Boosting should win.";

    /// <summary>Where the sum is cut, estimated anew.</summary>
    public double EstimateThreshold()
    {
        Rng rng = new(Seeds.From(TaskSeed, "axis-boxes", "median"));
        float[] x = new float[Width];
        double[] sums = new double[DrawsOfConstants];
        for (int i = 0; i < sums.Length; i++)
        {
            Fill(x, rng);
            sums[i] = rule.Value.Sum(x);
        }

        Array.Sort(sums);
        double median = sums[sums.Length / 2];
        return (median + sums.First(sum => sum > median + 1e-9)) / 2;
    }

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        double threshold = TaskSeed == StandardTask ? StandardThreshold : EstimateThreshold();
        float[] x = new float[rows * Width];
        double[] eta = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = x.AsSpan(row * Width, Width);
            Fill(values, rng);
            eta[row] = rule.Value.Sum(values) > threshold ? 1 : 0;
        }

        (Labels labels, Truth truth) = Binary(eta, rng);
        return (Table(Place(x), Width), labels, truth);
    }

    /// <summary>The columns as the learners get them, from those that the rule is about.</summary>
    private protected virtual float[] Place(float[] rows) => rows;

    private static void Fill(Span<float> x, Rng rng)
    {
        for (int j = 0; j < x.Length; j++)
        {
            x[j] = (float)rng.NextDouble(-1, 1);
        }
    }

    private sealed class Rule
    {
        private readonly double[] weights = new double[Corners];
        private readonly (int Column, double Threshold, double Sign)[] faces = new (int, double, double)[Corners * Faces];

        public Rule(Rng rng)
        {
            for (int corner = 0; corner < Corners; corner++)
            {
                weights[corner] = rng.NextGaussian();
                int[] columns = rng.Permutation(Relevant);
                for (int face = 0; face < Faces; face++)
                {
                    faces[corner * Faces + face] = (columns[face], rng.NextDouble(-0.6, 0.6), rng.NextDouble() < 0.5 ? -1 : 1);
                }
            }
        }

        public double Sum(ReadOnlySpan<float> x)
        {
            double sum = 0;
            for (int corner = 0; corner < Corners; corner++)
            {
                bool inside = true;
                for (int face = 0; face < Faces; face++)
                {
                    (int column, double threshold, double sign) = faces[corner * Faces + face];
                    inside &= sign * (x[column] - threshold) > 0;
                }

                sum += inside ? weights[corner] : 0;
            }

            return sum;
        }
    }
}
