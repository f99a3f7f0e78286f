using MathNet.Numerics.LinearAlgebra;
using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Smooths the training labels over the five columns that tell most of them: each becomes the mean (or the likeliest class) of all training
/// rows, weighted by a Gaussian of the level times the columns' covariance. Test labels stay. What is fine and irregular in the target can
/// no longer be learned: expect the lead of trees to shrink, for smooth targets are what the others learn anyway (Grinsztajn et al. 2022).
/// </summary>
public sealed class SmoothedTarget : TableIntervention
{
    private const int Leading = 5, MostRows = 5000;

    public override string Id => "smoothed-target";

    public override string Title => "Target smoothed";

    public override string Property => "irregular target";

    public override IReadOnlyList<double> Levels => [0, 0.05, 0.25];

    public override bool UsesLabels => true;

    protected override bool ChangesTest => false;

    public override string At(double level) => FormattableString.Invariant($"training labels smoothed over the five leading columns (width {level:0.##})");

    private protected override Change Prepare(Block block, double level, Rng rng) => (features, _) => features;

    private protected override Labels Relabel(Block block, double level)
    {
        TrainingSet train = block.Train;
        // Indicators of categories would make a space so wide that no row has a neighbour: they serve only where there are no numbers.
        bool numbers = train.Features.Columns.Any(column => column is NumericColumn);
        int[] leading = [.. ColumnAssociation.Ranked(train)
            .Where(place => numbers ? train.Features.Columns[place] is NumericColumn : train.Features.Columns[place] is CategoricalColumn).Take(Leading)];
        if (leading.Length == 0)
        {
            return train.Labels;
        }

        FeatureTable few = new(train.Features.Modality, leading.Select(place => train.Features.Columns[place]));
        NumericView view = new(new FeatureTable(few.Modality, leading.Select(place => block.TestFeatures.Columns[place])));
        (double[] points, int width) = Whitened(view.Of(few), view.Width);
        int outputs = Math.Max(1, train.Labels.ClassCount);
        double[] smooth = new double[train.Count * outputs];
        int others = Math.Min(MostRows, train.Count);
        for (int row = 0; row < train.Count; row++)
        {
            Span<double> sums = smooth.AsSpan(row * outputs, outputs);
            double total = row < others ? 0 : Add(sums, train.Labels, row, 1);
            for (int other = 0; other < others; other++)
            {
                double distance = 0;
                for (int k = 0; k < width; k++)
                {
                    double difference = points[row * width + k] - points[other * width + k];
                    distance += difference * difference;
                }

                total += distance > 80 * level ? 0 : Add(sums, train.Labels, other, Math.Exp(-distance / (2 * level)));
            }

            for (int k = 0; k < outputs; k++)
            {
                sums[k] /= total;
            }
        }

        return train.Labels.Task == TaskKind.Regression
            ? Labels.OfValues(smooth)
            : train.Labels.WithClasses([.. train.Labels.Classes.Select((label, row) => Likeliest(smooth.AsSpan(row * outputs, outputs), label))]);
    }

    private static double Add(Span<double> sums, Labels labels, int row, double weight)
    {
        if (labels.Task == TaskKind.Regression)
        {
            sums[0] += weight * labels.Values[row];
        }
        else
        {
            sums[labels.Classes[row]] += weight;
        }

        return weight;
    }

    private static int Likeliest(ReadOnlySpan<double> shares, int label)
    {
        int best = label;
        for (int k = 0; k < shares.Length; k++)
        {
            best = shares[k] > shares[best] ? k : best;
        }

        return best;
    }

    /// <summary>Rows in the eigenvectors of their covariance, each scaled to variance 1; directions that hardly vary are left out.</summary>
    private static (double[] Points, int Width) Whitened(float[] rows, int width)
    {
        int count = rows.Length / width;
        Matrix<double> values = Matrix<double>.Build.Dense(count, width, (i, j) => rows[i * width + j]);
        Vector<double> means = values.ColumnSums() / count;
        for (int j = 0; j < width; j++)
        {
            values.SetColumn(j, values.Column(j) - means[j]);
        }

        var eigen = (values.TransposeThisAndMultiply(values) / Math.Max(1, count - 1)).Evd(Symmetricity.Symmetric);
        double[] variances = [.. eigen.EigenValues.Select(value => value.Real)];
        double most = variances.DefaultIfEmpty(0).Max();
        int[] kept = [.. Enumerable.Range(0, width).Where(j => variances[j] > 1e-6 * most && most > 0)];
        Matrix<double> turned = values * eigen.EigenVectors;
        return ([.. Enumerable.Range(0, count).SelectMany(i => kept.Select(j => turned[i, j] / Math.Sqrt(variances[j])))], kept.Length);
    }
}
