using System.Collections.Immutable;

namespace MlCompare.Studies;

/// <summary>Passes rows to the store in plan order; a row that comes early is kept on disk and waits for its turn. Not thread-safe.</summary>
internal sealed class InOrderWriter
{
    private readonly ResultStore store;
    private readonly IReadOnlyList<TrialPlan> plan;
    private readonly Dictionary<string, TrialRow> rows;
    private int next;

    public InOrderWriter(ResultStore store, IReadOnlyList<TrialPlan> plan, Dictionary<string, TrialRow> done)
    {
        this.store = store;
        this.plan = plan;
        rows = new Dictionary<string, TrialRow>(done);
        while (next < plan.Count && rows.ContainsKey(plan[next].Key))
        {
            next++;
        }
    }

    public bool IsComplete => next == plan.Count;

    /// <summary>All rows so far, in plan order.</summary>
    public ImmutableArray<TrialRow> Rows => [.. plan.Where(trial => rows.ContainsKey(trial.Key)).Select(trial => rows[trial.Key])];

    public void Add(TrialRow row)
    {
        rows[row.Key] = row;
        if (row.Key != plan[next].Key)
        {
            store.AppendPending(row);
            return;
        }

        for (; next < plan.Count && rows.TryGetValue(plan[next].Key, out TrialRow? ready); next++)
        {
            store.Append(ready);
        }
    }
}
