namespace MlCompare.Studies;

/// <summary>
/// Hands out the open trials in plan order, passing over those that would only wait for shared work that another worker is doing,
/// as long as there is something else to do.
/// </summary>
internal sealed class TrialQueue(TrialPlan[] open, SharedTrials shared)
{
    private readonly bool[] taken = new bool[open.Length];
    private readonly Lock gate = new();
    private int first;

    /// <summary>The next trial; null when all are taken.</summary>
    public TrialPlan? Next()
    {
        lock (gate)
        {
            while (first < open.Length && taken[first])
            {
                first++;
            }

            int pick = first;
            while (pick < open.Length && (taken[pick] || shared.For(open[pick])?.IsBusy == true))
            {
                pick++;
            }

            pick = pick < open.Length ? pick : first;
            if (pick == open.Length)
            {
                return null;
            }

            taken[pick] = true;
            return open[pick];
        }
    }
}
