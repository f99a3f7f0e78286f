using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.BenchBoosting;

/// <summary>Compares options of our learner with its defaults on drawn tables: loss ratio and CPU time ratio, fresh draws each seed.</summary>
internal static class Selection
{
    public static void Run(ILearner learner, JsonArray candidates, IReadOnlyList<SelectionTable> tables, int seeds)
    {
        ILearner[] learners = [learner, .. candidates.Select(options => learner.With(options!.AsObject()))];
        List<double[]> losses = [], seconds = [];
        learner.Fit(SelectionTable.All[0].Draw(0).Train, new FitContext(0));
        foreach (SelectionTable table in tables)
        {
            double[][] logs = [.. learners.Select(_ => new double[seeds])];
            double[] spent = new double[learners.Length];
            double first = 0;
            for (int seed = 0; seed < seeds; seed++)
            {
                Block block = table.Draw(seed);
                for (int l = 0; l < learners.Length; l++)
                {
                    double start = Figures.CpuSeconds;
                    IPredictor model = learners[l].Fit(block.Train, new FitContext((ulong)seed));
                    spent[l] += Figures.CpuSeconds - start;
                    logs[l][seed] = Math.Log(Loss(model, block));
                }

                first += Math.Exp(logs[0][seed]) / seeds;
            }

            string[] parts = [.. Enumerable.Range(1, learners.Length - 1).Select(l =>
            {
                MeanInterval ratio = MeanInterval.Of([.. logs[l].Zip(logs[0], (a, b) => a - b)]);
                return FormattableString.Invariant($"{Math.Exp(ratio.Mean):0.0000} [{Math.Exp(ratio.Low):0.000}, {Math.Exp(ratio.High):0.000}] time {spent[l] / spent[0]:0.00}");
            })];
            Console.WriteLine(FormattableString.Invariant($"{table.Id,-16} loss {first:0.0000}, {spent[0] / seeds:0.00} CPU s | {string.Join(" | ", parts)}"));
            losses.Add([.. logs.Select(of => of.Average() - logs[0].Average())]);
            seconds.Add([.. spent.Select(s => Math.Log(s / spent[0]))]);
        }

        for (int l = 1; l < learners.Length; l++)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"{candidates[l - 1]!.ToJsonString()}: loss {Math.Exp(losses.Average(of => of[l])):0.0000}, CPU time {Math.Exp(seconds.Average(of => of[l])):0.000} times the defaults' (geometric means)"));
        }
    }

    private static double Loss(IPredictor model, Block block)
    {
        IMeasure measure = block.TestLabels.Task == TaskKind.Regression ? new Rmse() : new LogLoss();
        return measure.Compute(new Evidence(model.Predict(block.TestFeatures), block.TestLabels, null))!.Value;
    }
}
