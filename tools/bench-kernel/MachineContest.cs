using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Kernel;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.BenchKernel;

/// <summary>
/// The feature machine against the plain Laplace kernel on tables of numbers to predict: paired splits, ratios of RMSE with the interval of the
/// reports (corrected resampled t over log ratios). A table is won where the mean ratio is below 1.
/// </summary>
internal sealed class MachineContest(DatasetLibrary library, int rows, int seeds, JsonObject options)
{
    public void Run(string[] sets)
    {
        List<MeanInterval> all = [];
        foreach (string id in sets)
        {
            IDatasetSource source = library.Resolve(id);
            Study study = new() { Name = "machine", Datasets = [id], Learners = [new LearnerPlan("feature-machine")], Replicates = seeds };
            BlockFactory factory = new(source, study, new Catalog<IIntervention>([]));
            List<double> logs = [];
            string kinds = "";
            for (int seed = 0; seed < seeds; seed++)
            {
                Block block = factory.Base(seed, rows);
                IPredictor machine = new FeatureMachineLearner().With(options).Fit(block.Train, new FitContext(1));
                IPredictor plain = new KernelLearner(new KernelOptions(KernelShape.Laplace)).Fit(block.Train, new FitContext(1));
                logs.Add(Math.Log(Error(machine, block) / Error(plain, block)));
                kinds += machine is KernelPredictor single ? single.Metric?.Kind.ToString()[0] ?? '-' : 'T';
            }

            (int pool, int test) = factory.Sizes();
            MeanInterval ratio = MeanInterval.Of(logs, (double)test / Math.Min(pool, rows));
            all.Add(ratio);
            Console.WriteLine(FormattableString.Invariant(
                $"{id}, {Math.Min(rows, pool)} rows, {seeds} splits: RMSE to the plain Laplace kernel {Math.Exp(ratio.Mean):0.000} [{Math.Exp(ratio.Low):0.000}, {Math.Exp(ratio.High):0.000}]; metrics kept {kinds}; {Figures.Load}"));
        }

        Figures.Bar($"of {all.Count} tables won; {all.Count(ratio => ratio.High < 0)} with an interval below 1, {all.Count(ratio => ratio.Low > 0)} above",
            all.Count(ratio => ratio.Mean < 0), 6, least: true);
    }

    private static double Error(IPredictor model, Block block) => Math.Sqrt(
        model.Predict(block.TestFeatures).Values.Zip(block.TestLabels.Values, (p, y) => (p - y) * (p - y)).Average());
}
