using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Native.Xgboost;
using MlCompare.Studies;

namespace MlCompare.BenchBoosting;

/// <summary>
/// Time of one fit on one thread with equal work: the same rows, as many trees, 31 leaves (XGBoost: depth 6, its way of growing),
/// 255 bins, all rows and columns, learning rate 0.1, no early stopping, and the peer's own rules for leaves, for trees that end early
/// cost less. And the time that one row takes to predict.
/// </summary>
internal sealed class Speed(Bench bench, DatasetLibrary library, int repeats)
{
    private const int LatencyCalls = 2000;

    /// <summary>
    /// The run-time compiles for good what has been busy for some tenths of a second: so much of it comes first, as in a program that
    /// fits more than one model and predicts more than one row.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public void Run(IReadOnlyList<string> cases)
    {
        Block small = Digits();
        Warm(() => Fit(Equal("xgboost", 100, small), small));

        if (cases.Contains("table"))
        {
            Block table = PlantedTable.Draw(100_000, 20_000);
            Compare("100,000 x 50, 300 trees", table, 300, 300, repeats, 0.65, 0.65);
            Latency(table);
        }

        if (cases.Contains("digits"))
        {
            // A tenth of a second a fit: more pairs.
            Compare("digits 1,000 x 64, 10 classes, 100 rounds", small, 100, 100, 5 * repeats, 0.25, 0.25);
        }

        if (cases.Contains("fashion"))
        {
            // Minutes a fit: one pair. Rounds as the peers' usual settings have them: XGBoost 300, HistGradientBoosting 100.
            Compare("fashion-mnist 4,000 x 784, 10 classes", Head("fashion-mnist", 4000), 300, 100, 1, 0.2, 0.2);
        }
    }

    private Block Digits() => Head("digits", 1000);

    private Block Head(string id, int rows)
    {
        Study study = new() { Name = "bench", Datasets = [id], Learners = [] };
        return new BlockFactory(library.Resolve(id), study, new Catalog<IIntervention>([])).Base(0, rows);
    }

    private void Compare(string name, Block block, int xgboostRounds, int hgbRounds, int times, double xgboostBar, double hgbBar) => bench.WithRows(block, folder =>
    {
        foreach (string peer in bench.Peers)
        {
            bool xgboost = peer != "hgb";
            int rounds = xgboost ? xgboostRounds : hgbRounds;
            JsonObject settings = xgboost
                ? new() { ["n_estimators"] = rounds, ["max_depth"] = 6, ["learning_rate"] = 0.1, ["max_bin"] = 255 }
                : new() { ["max_iter"] = rounds, ["max_leaf_nodes"] = 31, ["learning_rate"] = 0.1, ["early_stopping"] = false };
            Pairwise pair = Pairwise.Run(times, () => Fit(Equal(peer, rounds, block), block), () =>
            {
                if (peer == Bench.Library)
                {
                    return Fit(new XgboostLearner(XgboostOptions.LibraryDefaults with { MaxRounds = rounds, LearningRate = 0.1, MaxBins = 255 }), block);
                }

                JsonObject answer = bench.Python!.Fit(peer, folder, settings);
                return new Cost((double)answer["wall"]!, (double)answer["cpu"]!);
            });
            Console.WriteLine($"{name}: boosting / {peer}: {pair}");

            // The library works in another process, whose CPU time is not seen from here.
            bool byWall = peer == Bench.Library;
            Figures.Bar($"{(byWall ? "wall" : "CPU")} time of a fit, {name}, to {peer}", byWall ? pair.WallRatio : pair.CpuRatio, xgboost ? xgboostBar : hgbBar);
        }

        return 0;
    });

    private static void Warm(Action action)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            action();
        }
    }

    private static Cost Fit(ILearner learner, Block block)
    {
        GC.Collect();
        return Figures.Timed(() => learner.Fit(block.Train, new FitContext(1)));
    }

    /// <summary>
    /// XGBoost: a sum of hessians of at least 1 and L2 of 1, where its hessians of several classes are 2 p (1 − p) and ours
    /// K / (K − 1) p (1 − p). HistGradientBoosting: 20 rows a leaf and no L2.
    /// </summary>
    private ILearner Equal(string peer, int rounds, Block block)
    {
        int classes = block.Train.Labels.ClassCount;
        double unit = classes > 2 ? classes / (classes - 1.0) / 2 : 1;
        return bench.Learner.With(new JsonObject
        {
            ["maxRounds"] = rounds,
            ["earlyStopping"] = false,
            ["learningRate"] = 0.1,
            ["leaves"] = 31,
            ["maxBins"] = 255,
            ["rowFraction"] = 1,
            ["columnFraction"] = 1,
            ["minLeafRows"] = peer == "hgb" ? 20 : 1,
            ["minHessian"] = peer == "hgb" ? 1e-3 : unit,
            ["l2"] = peer == "hgb" ? 1e-6 : unit,
        });
    }

    private void Latency(Block block)
    {
        IPredictor model = Equal("hgb", 300, block).Fit(block.Train, new FitContext(1));
        FeatureTable[] rows = [.. Enumerable.Range(0, 500).Select(row => block.TestFeatures.Select([row]))];
        Warm(() => model.Predict(rows[0]));
        double[] micros = new double[LatencyCalls];
        for (int i = 0; i < LatencyCalls; i++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Predict(rows[i % rows.Length]);
            micros[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(micros);
        Figures.Bar($"microseconds to predict one row of 50 numbers with 300 trees, median (99 %: {micros[LatencyCalls * 99 / 100]:0.0})", micros[LatencyCalls / 2], 10);
    }
}
