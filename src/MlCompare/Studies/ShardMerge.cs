using System.Globalization;

namespace MlCompare.Studies;

/// <summary>How far one part of a study is.</summary>
/// <param name="Planned">Trials of the part; null when it has not begun.</param>
/// <param name="Done">Rows that are there, failed ones too.</param>
public sealed record ShardProgress(Shard Shard, int? Planned, int Done, int Failed)
{
    public bool IsComplete => Done == Planned;
}

/// <summary>Puts the parts of a study together: the same <c>results.jsonl</c> as if one machine had run it, but for times and memory.</summary>
public static class ShardMerge
{
    /// <summary>The parts in a study's folder, by index; a part without results is there with no plan.</summary>
    /// <exception cref="InputException">There are none, or parts of several partitions.</exception>
    public static IReadOnlyList<ShardProgress> Progress(string folder) => [.. Read(folder).Select(part => part.Results is StudyResults results
        ? new ShardProgress(part.Shard, results.Header.Planned, results.Rows.Length, results.Rows.Count(row => row.Outcome == Outcome.Failed))
        : new ShardProgress(part.Shard, null, 0, 0))];

    /// <summary>Merges the parts in <c>shards/</c> into the study's folder.</summary>
    /// <exception cref="InputException">A part is missing, unfinished, or of another plan, build or data.</exception>
    public static StudyResults Merge(string folder)
    {
        IReadOnlyList<(Shard Shard, StudyResults? Results)> parts = Read(folder);
        string[] open = [.. parts.Where(part => part.Results is null || part.Results.Rows.Length < part.Results.Header.Planned)
            .Select(part => part.Shard.Index.ToString(CultureInfo.InvariantCulture))];
        if (open.Length > 0)
        {
            throw new InputException(
                $"{open.Length} of {parts.Count} parts are not finished: {string.Join(", ", open.Take(20))}{(open.Length > 20 ? ", …" : "")}",
                Path.Combine(folder, Shard.FolderName),
                $"run each again, such as 'mlcompare run study.json --shard {open[0]}/{parts.Count}'; finished trials are not repeated");
        }

        StudyResults first = parts[0].Results!;
        TrialRow?[] rows = new TrialRow?[first.Header.Shard!.Planned];
        foreach ((Shard shard, StudyResults? results) in parts)
        {
            CheckSame(first.Header, results!.Header, Path.Combine(folder, shard.Folder));
            ShardSummary part = results.Header.Shard!;
            Dictionary<string, TrialRow> byKey = results.Rows.ToDictionary(row => row.Key);
            foreach ((string key, int position) in part.Keys.Zip(part.Positions))
            {
                rows[position] = rows[position] is null ? byKey[key] : throw Overlap(folder);
            }
        }

        if (rows.Contains(null))
        {
            throw Overlap(folder);
        }

        StudyHeader header = first.Header with { Planned = rows.Length, Shard = null };
        StudyFile.Write(first.Study, Path.Combine(folder, ResultStore.StudyName));
        ResultStore.Write(folder, header, rows!);
        return new StudyResults(first.Study, header, [.. rows!]);
    }

    private static void CheckSame(StudyHeader first, StudyHeader other, string where)
    {
        if (other.StudyHash != first.StudyHash)
        {
            throw new InputException("this part is of another plan", where, "delete it and run it again");
        }

        if (other.Revision != first.Revision)
        {
            throw new InputException($"this part was run by {other.Revision}, part 1 by {first.Revision}", where, "run it again with the same build on all machines");
        }

        ResultStore.CheckData(first, other, where);
    }

    private static InputException Overlap(string folder) => new(
        "the parts do not add up to the plan", Path.Combine(folder, Shard.FolderName), "delete the folder and run the parts again with one build");

    private static List<(Shard Shard, StudyResults? Results)> Read(string folder)
    {
        string shards = Path.Combine(folder, Shard.FolderName);
        Shard[] found = [.. (Directory.Exists(shards) ? Directory.EnumerateDirectories(shards) : [])
            .Select(path => Path.GetFileName(path).Split("-of-"))
            .Where(name => name.Length == 2 && name.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            .Select(name => Shard.Parse(string.Join('/', name), shards))];
        int[] counts = [.. found.Select(shard => shard.Count).Distinct().Order()];
        if (counts.Length != 1)
        {
            throw new InputException(
                counts.Length == 0 ? "no parts of a study there" : $"parts of several partitions there (of {string.Join(" and of ", counts)})",
                shards,
                counts.Length == 0 ? "run them with 'mlcompare run STUDY.json --shard i/n'" : "delete those that are not wanted");
        }

        return [.. Enumerable.Range(1, counts[0]).Select(i => new Shard(i, counts[0])).Select(shard =>
        {
            string part = Path.Combine(folder, shard.Folder);
            return (shard, File.Exists(Path.Combine(part, ResultStore.ResultsName)) ? ResultStore.Read(part) : null);
        })];
    }
}
