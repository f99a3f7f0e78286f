using System.Collections.Immutable;
using System.Globalization;
using MlCompare.Interventions;

namespace MlCompare.Studies;

/// <summary>One of several parts of a study that machines run side by side, each into a folder of its own.</summary>
/// <param name="Index">From 1 to <paramref name="Count"/>.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>Folder of the parts inside the study's folder.</summary>
    public const string FolderName = "shards";

    /// <summary>Most parts: more than a Slurm array usually takes.</summary>
    private const int MostParts = 10_000;

    /// <summary>Where this part's results stand inside the study's folder.</summary>
    public string Folder => Path.Combine(FolderName, FormattableString.Invariant($"{Index}-of-{Count}"));

    /// <summary>Reads "2/4".</summary>
    /// <exception cref="InputException">No such part.</exception>
    public static Shard Parse(string text, string where)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && index >= 1 && index <= count && count <= MostParts
            ? new Shard(index, count)
            : throw new InputException($"'{text}' names no part of a study", where, $"write i/n with 1 ≤ i ≤ n ≤ {MostParts}, such as 1/4");
    }

    /// <summary>Positions in the plan of this part's trials, ascending: one of the parts of <see cref="Split"/>.</summary>
    public ImmutableArray<int> Of(Study study, IReadOnlyList<TrialPlan> plan, Catalog<IIntervention> interventions, Func<TrialPlan, double>? cost = null) =>
        Split(Count, study, plan, interventions, cost)[Index - 1];

    /// <summary>
    /// All parts, each as positions in the plan, ascending. Trials that can share work stay together; parts get about the same cost, for
    /// which the number of training rows stands where nothing was measured. The same plan and costs give the same parts everywhere.
    /// </summary>
    /// <param name="cost">Seconds that a trial is expected to take.</param>
    public static ImmutableArray<int>[] Split(
        int count, Study study, IReadOnlyList<TrialPlan> plan, Catalog<IIntervention> interventions, Func<TrialPlan, double>? cost = null)
    {
        cost ??= trial => trial.Rows;
        // A group: all trials of a learner that shares, on one replicate; of others, all that train on the same rows and labels.
        (int[] Positions, double Cost)[] groups = [.. plan
            .Select((trial, position) => (Trial: trial, Position: position))
            .GroupBy(item => SharedTrials.CanShare(study, item.Trial)
                ? (item.Trial.Set, item.Trial.Replicate, item.Trial.Contestant.Name, SharedTrials.SameRows(item.Trial, interventions))
                : (item.Trial.Set, item.Trial.Replicate, "", item.Trial.Cell))
            .Select(group => (group.Select(item => item.Position).ToArray(), group.Sum(item => cost(item.Trial))))];
        List<int>[] parts = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        // The part with the least so far comes first; ties by index.
        PriorityQueue<int, (double Load, int Part)> least = new(Enumerable.Range(0, count).Select(part => (part, (0.0, part))));
        // Largest first, each to the part with the least so far (Graham's rule); ties by position.
        foreach ((int[] positions, double sum) in groups.OrderByDescending(group => group.Cost).ThenBy(group => group.Positions[0]))
        {
            least.TryDequeue(out int part, out (double Load, int) place);
            parts[part].AddRange(positions);
            least.Enqueue(part, (place.Load + sum, part));
        }

        return [.. parts.Select(part => part.Order().ToImmutableArray())];
    }
}

/// <summary>What the header of a part's results says of the whole.</summary>
/// <param name="Planned">Trials of the whole study.</param>
/// <param name="Positions">Where this part's trials stand in the whole plan.</param>
/// <param name="Keys">Their keys.</param>
public sealed record ShardSummary(int Index, int Count, int Planned, ImmutableArray<int> Positions, ImmutableArray<string> Keys);
