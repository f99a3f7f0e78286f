using System.Globalization;
using MlCompare.Data;

namespace MlCompare.Datasets;

/// <summary>One column in words.</summary>
public sealed record ColumnSummary(string Name, string Kind, int Missing, string Values);

/// <summary>What can be said of a data set: its manifest, and its columns when its files are here.</summary>
/// <param name="Facts">Name and value, in the order to show them.</param>
/// <param name="Columns">Empty when the files are not here.</param>
public sealed record DatasetDescription(IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<ColumnSummary> Columns)
{
    /// <exception cref="InputException">The files are here, but wrong.</exception>
    public static DatasetDescription Of(IDatasetSource source)
    {
        bool local = source is not ManifestSource known || known.IsLocal;
        Dataset? dataset = local ? source.Load(0) : null;
        List<(string, string)> facts = [("id", source.Id), ("title", source.Title), ("modality", Lower(source.Modality)), ("task", Lower(source.Task))];
        if (source is ManifestSource { Manifest: var manifest })
        {
            facts.AddRange(Stated(manifest));
        }

        facts.AddRange(dataset is null ? [("local", "no")] : Found(dataset, source.FreshDraws));
        return new DatasetDescription(facts, dataset is null ? [] : [.. dataset.Features.Columns.Select(Summary)]);
    }

    private static IEnumerable<(string, string)> Stated(DatasetManifest manifest)
    {
        yield return ("source", manifest.Source);
        yield return ("licence", manifest.Licence + (manifest.Redistribute ? "" : " (not to be passed on)"));
        foreach (ManifestFile file in manifest.Files)
        {
            string from = file.Official?.Url is { } url ? url + (file.Official.Member is { } member ? $", member {member}" : "") : "by hand";
            yield return ("file", $"{file.Name} ({from})");
        }

        if (manifest.ByHand is not null)
        {
            yield return ("by hand", manifest.ByHand);
        }

        ManifestExpectation expect = manifest.Expect;
        string split = expect.TestRows > 0 ? $", the official test part has {Number(expect.TestRows)} of them" : ", no official split";
        yield return ("rows", Number(expect.Rows) + split);
        yield return ("inputs", Number(expect.Features));
        if (expect.Classes is not null)
        {
            yield return ("classes", string.Join(", ", expect.Classes.Select(pair => $"{pair.Key} ({Number(pair.Value)})")));
        }

        yield return ("notes", manifest.Notes);
    }

    private static IEnumerable<(string, string)> Found(Dataset dataset, bool freshDraws)
    {
        yield return ("local", "yes");
        if (dataset.Task == TaskKind.Regression)
        {
            double[] sorted = [.. dataset.Labels.Values.Order()];
            yield return ("target", $"{Number(sorted[0])} to {Number(sorted[^1])}, median {Number(sorted[sorted.Length / 2])}");
        }

        yield return ("content hash", dataset.ContentHash);
        foreach (string remark in dataset.Remarks)
        {
            yield return ("remark", remark);
        }

        if (!freshDraws && RepeatedRows.Remark(dataset) is string repeated)
        {
            yield return ("remark", repeated);
        }
    }

    private static ColumnSummary Summary(Column column) => new(
        column.Name,
        column switch
        {
            CategoricalColumn { Ordered: true } => "ordinal",
            _ => column.GetType().Name.Replace("Column", "", StringComparison.Ordinal).ToLowerInvariant(),
        },
        ManifestExpectation.MissingIn(column),
        column switch
        {
            NumericColumn numbers => Range(numbers.Values),
            CategoricalColumn categories => $"{categories.Levels.Length} levels: {string.Join(", ", categories.Levels.Take(5))}{(categories.Levels.Length > 5 ? ", …" : "")}",
            TextColumn texts => $"{Number(texts.Values.Average(text => text?.Length ?? 0))} characters on average",
            ImageColumn image => $"{image.Width} x {image.Height} pixels, {image.Channels} channel(s)",
            WaveformColumn sound => $"{Number(Enumerable.Range(0, sound.Count).Average(row => (double)sound.Samples.LengthOf(row) / sound.SampleRate))} seconds on average at {sound.SampleRate} Hz",
            _ => "",
        });

    private static string Range(float[] values)
    {
        float[] present = [.. values.Where(value => !float.IsNaN(value)).Order()];
        return present.Length == 0 ? "no values" : $"{Number(present[0])} to {Number(present[^1])}, median {Number(present[present.Length / 2])}";
    }

    private static string Number(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
