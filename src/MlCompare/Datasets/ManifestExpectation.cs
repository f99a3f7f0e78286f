using System.Globalization;
using MlCompare.Data;

namespace MlCompare.Datasets;

/// <summary>What must come out when the files are read.</summary>
public sealed record ManifestExpectation
{
    /// <summary>All rows, test part included.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of the official test part; 0 when there is none.</summary>
    public int TestRows { get; init; }

    /// <summary>Raw inputs a row.</summary>
    public required int Features { get; init; }

    /// <summary>Rows of each class, in the order of the codes; null for regression.</summary>
    public IReadOnlyDictionary<string, int>? Classes { get; init; }

    /// <summary>Rows of each class in the official test part.</summary>
    public IReadOnlyDictionary<string, int>? TestClasses { get; init; }

    /// <summary>Mean of the target, for regression.</summary>
    public double? TargetMean { get; init; }

    /// <summary>Missing cells by column; columns that are not named have none.</summary>
    public IReadOnlyDictionary<string, int>? Missing { get; init; }

    /// <summary>What of this does not hold for the rows read, a phrase each; empty when all is well.</summary>
    public IReadOnlyList<string> Compare(Dataset dataset)
    {
        List<string> problems = [];
        Expect(problems, "rows", Rows, dataset.Count);
        Expect(problems, "rows of the test part", TestRows, dataset.OfficialTestRows.Length);
        Expect(problems, "inputs a row", Features, dataset.Features.Width);
        if (dataset.Task == TaskKind.Regression)
        {
            double mean = dataset.Labels.Values.Average();
            if (!(TargetMean is { } expected && Math.Abs(mean - expected) <= 1e-6 * Math.Max(1, Math.Abs(expected))))
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"mean of the target: expected {TargetMean}, found {mean}"));
            }
        }
        else
        {
            Expect(problems, "classes", Classes, Count(dataset.Labels));
            if (TestClasses is not null)
            {
                Expect(problems, "classes of the test part", TestClasses, Count(dataset.Labels.Select(dataset.OfficialTestRows)));
            }
        }

        Dictionary<string, int> missing = dataset.Features.Columns
            .Select(column => (column.Name, Count: MissingIn(column))).Where(pair => pair.Count > 0).ToDictionary();
        Expect(problems, "missing cells", Missing ?? new Dictionary<string, int>(), missing);
        return problems;
    }

    /// <summary>Missing values of a column; 0 for images and sounds, which have none.</summary>
    public static int MissingIn(Column column) => column switch
    {
        NumericColumn numbers => numbers.Values.Count(float.IsNaN),
        CategoricalColumn categories => categories.Codes.Count(code => code < 0),
        TextColumn texts => texts.Values.Count(text => text is null),
        _ => 0,
    };

    private static Dictionary<string, int> Count(Labels labels)
    {
        int[] counts = new int[labels.ClassCount];
        foreach (int code in labels.Classes)
        {
            counts[code]++;
        }

        return labels.ClassNames.Zip(counts).ToDictionary();
    }

    private static void Expect(List<string> problems, string what, int expected, int found)
    {
        if (expected != found)
        {
            problems.Add($"{what}: expected {expected}, found {found}");
        }
    }

    private static void Expect(List<string> problems, string what, IReadOnlyDictionary<string, int>? expected, IReadOnlyDictionary<string, int> found)
    {
        foreach (string name in (expected?.Keys ?? []).Union(found.Keys))
        {
            Expect(problems, $"{what}, '{name}'", expected?.GetValueOrDefault(name) ?? 0, found.GetValueOrDefault(name));
        }
    }
}
