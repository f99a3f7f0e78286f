using MlCompare.Data;
using MlCompare.Interventions;
using MlCompare.Studies;

namespace MlCompare.Profiles;

/// <summary>
/// What can be said of a data set before any model is fitted, from at most 2,000 training rows in their <see cref="NumericView"/>. Test rows give the scales
/// only; test labels are not looked at.
/// </summary>
/// <param name="Rows">Rows looked at.</param>
/// <param name="Noise">How much noise the labels carry.</param>
/// <param name="Roughness">
/// How rough the target is from row to nearest row: their mean disagreement as a share of that of rows drawn at random; 0 for a target that neighbours
/// share, 1 where neighbours tell nothing.
/// </param>
/// <param name="Dimension">In how many directions rows vary.</param>
/// <param name="Irregularity">Of numeric columns; null when there are none.</param>
/// <param name="Alignment">Of a Gaussian kernel with the labels, on 500 of the rows.</param>
public sealed record DataProfile(
    int Rows, NoiseEstimate Noise, double Roughness, EffectiveDimension Dimension, ColumnIrregularity? Irregularity, KernelAlignment Alignment)
{
    /// <summary>Rows looked at, at most: pairs of them are compared.</summary>
    public const int MostRows = 2000;

    private const int AlignedRows = 500, NeighboursKept = 10, LeastRows = 50;

    /// <summary>Null when there are too few rows to say anything.</summary>
    public static DataProfile? Of(TrainingSet train, FeatureTable testFeatures, Rng rng)
    {
        if (train.Count < LeastRows || testFeatures.Count < 2)
        {
            return null;
        }

        TrainingSet few = train.Count <= MostRows ? train : new TrainingSet(train.Features.Head(MostRows), train.Labels.Head(MostRows));
        NumericView view = new(testFeatures.Count <= MostRows ? testFeatures : testFeatures.Head(MostRows));
        float[] rows = view.Of(few.Features);
        Neighbours neighbours = Neighbours.Of(rows, view.Width, NeighboursKept);
        int aligned = Math.Min(AlignedRows, few.Count);
        return new DataProfile(
            few.Count,
            NoiseEstimate.Of(neighbours, few.Labels),
            RoughnessOf(neighbours, few.Labels),
            EffectiveDimension.Of(rows, view.Width, neighbours),
            ColumnIrregularity.Of(few.Features),
            KernelAlignment.Of(rows[..(aligned * view.Width)], view.Width, few.Labels.Head(aligned), rng));
    }

    private static double RoughnessOf(Neighbours neighbours, Labels labels)
    {
        int n = labels.Count;
        if (labels.Task == TaskKind.Regression)
        {
            double mean = labels.Values.Average(), variance = labels.Values.Average(value => (value - mean) * (value - mean));
            double near = Enumerable.Range(0, n).Average(row => Math.Pow(labels.Values[row] - labels.Values[neighbours.Rows[row][0]], 2)) / 2;
            return variance > 0 ? near / variance : 0;
        }

        double alike = labels.Classes.CountBy(label => label).Sum(pair => Math.Pow(pair.Value / (double)n, 2));
        double differ = Enumerable.Range(0, n).Count(row => labels.Classes[row] != labels.Classes[neighbours.Rows[row][0]]) / (double)n;
        return alike < 1 ? differ / (1 - alike) : 0;
    }
}
