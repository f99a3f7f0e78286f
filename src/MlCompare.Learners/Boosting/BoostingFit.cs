using MlCompare.Data;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// One fit: choose the number of rounds on rows held out (several folds when there are few rows), and fit again on
/// all rows with that number.
/// </summary>
internal sealed class BoostingFit(BoostingRows rows, Labels labels, BoostingOptions options, FitContext context)
{
    private readonly BoostingOptions settled = options.For(rows.Features);
    private readonly CancellationToken cancel = context.Cancel;
    private InputEncoding encoding = rows.Encoding;
    private BinnedTable table = rows.Table;
    private int[]? directions;

    public BoostingPredictor Run()
    {
        (OutputHead head, Loss? loss) = OutputHead.Of(labels, options);
        if (loss is null)
        {
            return new BoostingPredictor(encoding, head, [], [], encoding.ToRawInputs(new double[encoding.Width]));
        }

        AddLevelTargets(loss);
        directions = new MonotoneColumns("boosting", options.Monotone, rows.Features).Directions(encoding, table, head.IsTurned);
        BoostingRun run = Train(loss, out int rounds);
        for (int round = 1; round <= rounds && context.Observer is { } observer; round++)
        {
            int some = round;
            observer.After(new TrainingStep(0, round, rounds, () => Model(head, run, some)));
        }

        return Model(head, run, rounds);
    }

    private BoostingPredictor Model(OutputHead head, BoostingRun run, int rounds) =>
        new(encoding, head, run.Start, [.. run.Rounds.Take(rounds)], encoding.ToRawInputs(Shares(run.Gains, table, encoding.Width)));

    /// <summary>Categories of more levels than bins are seen by their targets too, which no other version of the labels can share.</summary>
    private void AddLevelTargets(Loss loss)
    {
        List<float[]> training = [];
        InputEncoding? more = encoding.WithTargets((category, position) =>
        {
            double[][] targets = [.. Enumerable.Range(0, loss.Outputs).Select(k =>
                Enumerable.Range(0, labels.Count).Select(row => loss.Target(row, k)).ToArray())];
            var column = (CategoricalColumn)rows.Features.Columns[position];
            var input = LevelTargets.Fit(category, column, targets, context.Rng($"boosting-levels {column.Name}"), out float[][] own);
            training.AddRange(own);
            return input;
        });
        if (more is null)
        {
            return;
        }

        EncodedColumns known = encoding.Columns(rows.Features, cancel);
        EncodedColumns all = new(
            known.Count, more.Levels, (j, buffer) => j < known.Width ? known.Column(j, buffer) : training[j - known.Width]);
        table = BinnedTable.Of(all, options.BinsFor(known.Width), options.MinCategoryRows, options.SparseBelow, cancel);
        encoding = more;
    }

    private BoostingRun Train(Loss loss, out int rounds)
    {
        List<BoostingRun> runs = options.EarlyStopping ? WatchedRuns(loss) : [];
        rounds = !options.EarlyStopping ? options.MaxRounds : runs.Count == 0 ? 0 : ChooseRounds(runs);
        if (runs.Count == 1 && labels.Count >= options.RefitBelow)
        {
            return runs[0];
        }

        BoostingRun final = NewRun(loss, [.. Enumerable.Range(0, labels.Count)], []);
        for (int r = 0; r < rounds; r++)
        {
            final.Step(cancel);
        }

        return final;
    }

    /// <summary>One run for each fold when there are few rows, else one; none when there are too few to hold any out.</summary>
    private List<BoostingRun> WatchedRuns(Loss loss)
    {
        bool crossValidate = labels.Count < options.CrossValidateBelow;
        int folds = crossValidate ? options.Folds : (int)Math.Round(1 / options.HeldOut(labels.Count));
        StratifiedFolds dealt = new(
            labels.Count, labels.Task == TaskKind.Regression ? null : labels.Classes, folds, context.Rng("boosting-folds"));
        List<BoostingRun> runs = [];
        for (int f = 0; f < (crossValidate ? folds : 1) && labels.Count >= 2 * folds; f++)
        {
            (int[] fit, int[] watch) = dealt.HoldOut(f);
            runs.Add(NewRun(loss, fit, watch));
        }

        return runs;
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

    private BoostingRun NewRun(Loss loss, int[] fit, int[] watch) =>
        new(table, loss, settled, options.ToLimits(fit.Length) with { Directions = directions }, fit, watch, context.Rng("boosting-samples"), context.Threads);

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
