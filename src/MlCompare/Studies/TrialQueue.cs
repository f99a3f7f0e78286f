namespace MlCompare.Studies;

/// <summary>
/// Hands out the open trials in plan order, passing over those that would only wait for shared work that another worker is doing,
/// as long as there is something else to do. Trials of a learner that forecasts wait until those of fewer rows have ended and their forecasts
/// are stored: a forecast must not know what it forecasts.
/// </summary>
internal sealed class TrialQueue(TrialPlan[] open, SharedTrials shared)
{
    private readonly bool[] taken = new bool[open.Length];
    private readonly HashSet<TrialPlan> unstored = [.. open.Where(trial => trial.Contestant.Learner.Forecasts)];
    private readonly object gate = new();
    private int first;

    /// <summary>The next trial, as soon as one may start; null when all are taken.</summary>
    public TrialPlan? Next()
    {
        lock (gate)
        {
            while (true)
            {
                while (first < open.Length && taken[first])
                {
                    first++;
                }

                if (first == open.Length)
                {
                    return null;
                }

                int pick = -1;
                for (int at = first; at < open.Length; at++)
                {
                    if (!taken[at] && !Waits(open[at]))
                    {
                        bool busy = shared.For(open[at])?.IsBusy == true;
                        pick = pick < 0 || !busy ? at : pick;
                        if (!busy)
                        {
                            break;
                        }
                    }
                }

                if (pick >= 0)
                {
                    taken[pick] = true;
                    return open[pick];
                }

                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Says that a trial has ended, its row stored or given up.</summary>
    public void Ended(TrialPlan trial)
    {
        lock (gate)
        {
            if (unstored.Remove(trial))
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    private bool Waits(TrialPlan trial) => unstored.Count > 0 && trial.Contestant.Learner.Forecasts && unstored.Any(other =>
        other.Rows < trial.Rows && other.Set == trial.Set && other.Replicate == trial.Replicate && other.Contestant == trial.Contestant);
}
