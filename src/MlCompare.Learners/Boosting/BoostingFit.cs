using MlCompare.Learners.Targets;
using MlCompare.Studies;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// One fit: encode, bin, choose the number of rounds on rows held out (several folds when there are few rows), and fit again on
/// all rows with that number.
/// </summary>
internal sealed class BoostingFit(TrainingSet train, BoostingOptions options, FitContext context)
{
    private readonly BoostingOptions settled = options with { ColumnFraction = options.ColumnsFor(train.Features) };
    private readonly CancellationToken cancel = context.Cancel;
    private int[]? directions;

    public BoostingPredictor Run()
    {
        MonotoneColumns monotone = new("boosting", options.Monotone, train.Features);
        InputEncoding encoding = InputEncoding.Fit(train.Features, options, cancel);
        (OutputHead head, Loss? loss) = OutputHead.Of(train.Labels, options);
        if (loss is null)
        {
            return new BoostingPredictor(encoding, head, [], [], encoding.ToRawInputs(new double[encoding.Width]));
        }

        BinnedTable table = BinnedTable.Of(
            encoding.Columns(train.Features, cancel), options.BinsFor(encoding.Width), options.MinCategoryRows, options.SparseBelow, cancel);
        directions = monotone.Directions(encoding, table, head.IsTurned);
        BoostingRun run = Train(table, loss, out int rounds);
        return new BoostingPredictor(
            encoding, head, run.Start, [.. run.Rounds.Take(rounds)], encoding.ToRawInputs(Shares(run.Gains, table, encoding.Width)));
    }

    private BoostingRun Train(BinnedTable table, Loss loss, out int rounds)
    {
        int[] all = [.. Enumerable.Range(0, train.Count)];
        bool crossValidate = train.Count < options.CrossValidateBelow;
        int folds = crossValidate ? options.Folds : (int)Math.Round(1 / options.HeldOut(train.Count));
        StratifiedFolds dealt = new(
            train.Count, train.Task == TaskKind.Regression ? null : train.Labels.Classes, folds, context.Rng("boosting-folds"));
        List<BoostingRun> runs = [];
        for (int f = 0; options.EarlyStopping && f < (crossValidate ? folds : 1) && train.Count >= 2 * folds; f++)
        {
            (int[] fit, int[] watch) = dealt.HoldOut(f);
            runs.Add(NewRun(table, loss, fit, watch));
        }

        rounds = !options.EarlyStopping ? options.MaxRounds : runs.Count == 0 ? 0 : ChooseRounds(runs);
        if (runs.Count == 1 && train.Count >= options.RefitBelow)
        {
            return runs[0];
        }

        BoostingRun final = NewRun(table, loss, all, []);
        for (int r = 0; r < rounds; r++)
        {
            final.Step(cancel);
        }

        return final;
    }

    /// <summary>Runs all folds side by side until their mean loss has not improved for the patience.</summary>
    private int ChooseRounds(List<BoostingRun> runs)
    {
        double best = runs.Average(run => run.WatchLoss);
        int bestRound = 0;
        for (int round = 1; round <= options.MaxRounds && round - bestRound <= options.Patience; round++)
        {
            foreach (BoostingRun run in runs)
            {
                run.Step(cancel);
            }

            double mean = runs.Average(run => run.WatchLoss);
            if (mean < best)
            {
                best = mean;
                bestRound = round;
            }
        }

        return bestRound;
    }

    private BoostingRun NewRun(BinnedTable table, Loss loss, int[] fit, int[] watch) =>
        new(table, loss, settled, options.ToLimits(fit.Length) with { Directions = directions }, fit, watch, context.Rng("boosting-samples"));

    private static double[] Shares(double[] gains, BinnedTable table, int width)
    {
        double[] shares = new double[width];
        double total = gains.Sum();
        for (int j = 0; j < gains.Length; j++)
        {
            shares[table.Source[j]] = total > 0 ? gains[j] / total : 0;
        }

        return shares;
    }
}
