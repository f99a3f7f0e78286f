using MlCompare.Native.Workers;

namespace MlCompare.Native.Xgboost;

/// <summary>A fit as it runs in the worker: choose the number of rounds on the splits, fit all rows, answer with the model.</summary>
public sealed class XgboostJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(response);
        XgboostRequest wanted = XgboostRequest.Read(request);
        using XgboostMatrix all = XgboostMatrix.Of(wanted.Values, wanted.Rows, wanted.Categorical);
        all.SetLabels(wanted.Labels);
        List<IDisposable> owned = [];
        try
        {
            XgboostBooster[] runs = [.. wanted.Splits.Select(split =>
            {
                XgboostMatrix train = Part(all, split.Train, split.Start), watch = Part(all, split.Watch, split.Start);
                XgboostBooster run = new(train, watch, wanted.Parameters);
                owned.AddRange([train, watch, run]);
                return run;
            })];
            int rounds = runs.Length == 0 ? wanted.MaxRounds : ChooseRounds(runs, wanted.MaxRounds, wanted.Patience);
            response.Write(rounds);
            if (rounds > 0)
            {
                byte[] model = wanted.All is { } final ? Fit(all, final, wanted, rounds) : runs[0].Save(rounds);
                response.Write(model.Length);
                response.Write(model);
            }
        }
        finally
        {
            owned.ForEach(item => item.Dispose());
        }
    }

    private static byte[] Fit(XgboostMatrix all, XgboostSplit final, XgboostRequest wanted, int rounds)
    {
        all.SetStart(wanted.Rows, final.Start);
        using XgboostBooster booster = new(all, null, wanted.Parameters);
        for (int round = 0; round < rounds; round++)
        {
            booster.Step();
        }

        return booster.Save(rounds);
    }

    /// <summary>All splits side by side until their mean loss has not improved for the patience; no round when none improves on the start.</summary>
    private static int ChooseRounds(XgboostBooster[] runs, int most, int patience)
    {
        double best = runs.Average(run => run.WatchLoss());
        int bestRound = 0;
        for (int round = 1; round <= most && round - bestRound <= patience; round++)
        {
            double sum = 0;
            foreach (XgboostBooster run in runs)
            {
                run.Step();
                sum += run.WatchLoss();
            }

            if (sum / runs.Length < best)
            {
                best = sum / runs.Length;
                bestRound = round;
            }
        }

        return bestRound;
    }

    private static XgboostMatrix Part(XgboostMatrix all, int[] rows, double[] start)
    {
        XgboostMatrix part = all.Select(rows);
        part.SetStart(rows.Length, start);
        return part;
    }
}
