using MlCompare.Data;
using MlCompare.Datasets;

namespace MlCompare.Testing;

/// <summary>What every data set that draws its own rows promises.</summary>
public static class DatasetContract
{
    public const string SameSeed = "same seed, same rows";
    public const string OtherSeed = "another seed gives other rows";
    public const string Declared = "task, modality and id are as declared";
    public const string TruthValid = "the truth is a distribution, or finite means";
    public const string LabelsFollowTruth = "labels follow the truth";
    public const string SplitValid = "official test rows exist, once each, and leave rows for training";

    public static IReadOnlyList<Check<IDatasetSource>> Checks { get; } =
    [
        new(SameSeed, source => source.Load(5).ContentHash == source.Load(5).ContentHash ? null : "two loads differ"),
        new(OtherSeed, source => source.Load(5).ContentHash != source.Load(6).ContentHash ? null : "seeds 5 and 6 give the same rows"),
        new(Declared, source => source.Load(5) is Dataset data && data.Task == source.Task && data.Modality == source.Modality && data.Id == source.Id
            ? null
            : $"loaded {source.Load(5).Id}, {source.Load(5).Task}, {source.Load(5).Modality}"),
        new(TruthValid, source => Distribution(source.Load(5))),
        new(LabelsFollowTruth, source => Follows(source.Load(5))),
        new(SplitValid, source => source.Load(5) is Dataset data
            && data.OfficialTestRows.Distinct().Count() == data.OfficialTestRows.Length
            && data.OfficialTestRows.All(row => row >= 0 && row < data.Count)
            && data.OfficialTestRows.Length < data.Count
            ? null
            : "the official test rows do not fit"),
    ];

    private static string? Distribution(Dataset data)
    {
        if (data.Truth is not Truth truth)
        {
            return "there is no truth";
        }

        for (int row = 0; row < truth.Count; row++)
        {
            double sum = 0;
            foreach (double value in truth.Row(row))
            {
                if (!double.IsFinite(value) || (data.Task != TaskKind.Regression && (value < 0 || value > 1)))
                {
                    return FormattableString.Invariant($"row {row} has {value}");
                }

                sum += value;
            }

            if (data.Task != TaskKind.Regression && !(Math.Abs(sum - 1) <= 1e-9))
            {
                return FormattableString.Invariant($"row {row} sums to {sum}");
            }
        }

        return truth.Count == data.Count ? null : $"{truth.Count} rows of truth for {data.Count} rows";
    }

    /// <summary>Residuals of the labels sum to nothing and their squares to the variance, within five standard errors.</summary>
    private static string? Follows(Dataset data)
    {
        if (data.Truth is not Truth truth)
        {
            return "there is no truth";
        }

        double sum = 0, variance = 0, sumSquares = 0, varianceOfSquares = 0;
        for (int row = 0; row < data.Count; row++)
        {
            double expected = data.Task == TaskKind.Regression ? truth.Values[row] : truth.Row(row)[0];
            double seen = data.Task == TaskKind.Regression ? data.Labels.Values[row] : data.Labels.Classes[row] == 0 ? 1 : 0;
            double spread = data.Task == TaskKind.Regression ? truth.NoiseVariance : expected * (1 - expected);
            sum += seen - expected;
            variance += spread;
            sumSquares += (seen - expected) * (seen - expected);
            // Var (y − p)² = p(1 − p)(1 − 2p)² for a label, 2σ⁴ for normal noise.
            varianceOfSquares += data.Task == TaskKind.Regression ? 2 * spread * spread : spread * (1 - 2 * expected) * (1 - 2 * expected);
        }

        bool centred = Math.Abs(sum) <= 5 * Math.Sqrt(variance) + 1e-9;
        bool spreadFits = Math.Abs(sumSquares - variance) <= 5 * Math.Sqrt(varianceOfSquares) + 1e-9;
        return centred && spreadFits ? null : FormattableString.Invariant($"residuals sum to {sum:0.##}, squares to {sumSquares:0.##}, variance {variance:0.##}");
    }
}
