using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Kernel;
using MlCompare.Native.Libsvm;
using MlCompare.Studies;

namespace MlCompare.BenchKernel;

/// <summary>
/// Test error of kernel ridge with its defaults against scikit-learn's SVC or SVR (defaults), its KernelRidge (cross-validated over the
/// same bandwidths and ridges) and LIBSVM through the product's engine, on the same rows; ratios a data set, below 1 where ours errs less.
/// </summary>
internal sealed class Accuracy(PeerProcess peer, DatasetLibrary library, int rows, int seeds)
{
    public void Run(IEnumerable<string> sets)
    {
        LibsvmLearner libsvm = new();
        foreach (string id in sets)
        {
            IDatasetSource source = library.Resolve(id);
            Study study = new() { Name = "accuracy", Datasets = [id], Learners = [new LearnerPlan("kernel-ridge")], Replicates = seeds };
            BlockFactory factory = new(source, study, new Catalog<IIntervention>([]));
            Dictionary<string, List<double>> errors = [];
            for (int seed = 0; seed < seeds; seed++)
            {
                Block block = factory.Base(seed, rows);
                Add(errors, "kernel-ridge", Error(new KernelLearner(), block));
                if (libsvm.Decline(block.Train) is null)
                {
                    Add(errors, "libsvm", Error(libsvm, block));
                }

                foreach (string action in (string[])["ridge", "svm"])
                {
                    JsonObject answer = Bench.InFolder(folder =>
                    {
                        RowFiles.Write(folder, block);
                        return peer.Ask(new JsonObject { ["action"] = action, ["folder"] = folder, ["fits"] = 0 });
                    });
                    Add(errors, action == "ridge" ? "KernelRidge" : "SVC or SVR", (double)answer["error"]!);
                }
            }

            string against = string.Join("; ", errors.Where(pair => pair.Key != "kernel-ridge").Select(pair =>
            {
                double[] ratios = [.. errors["kernel-ridge"].Zip(pair.Value, (ours, theirs) => ours / theirs)];
                return FormattableString.Invariant($"to {pair.Key} {Pairwise.Median(ratios):0.000} [{ratios.Min():0.000}, {ratios.Max():0.000}]");
            }));
            Console.WriteLine(FormattableString.Invariant($"{id}, {Math.Min(rows, factory.Sizes().Pool)} rows, {seeds} splits: error {errors["kernel-ridge"].Average():0.0000}; {against}"));
        }
    }

    private static void Add(Dictionary<string, List<double>> errors, string name, double error)
    {
        errors.TryAdd(name, []);
        errors[name].Add(error);
    }

    private static double Error(ILearner learner, Block block)
    {
        Prediction prediction = learner.Fit(block.Train, new FitContext(1)).Predict(block.TestFeatures);
        Data.Labels truth = block.TestLabels;
        return truth.Task == TaskKind.Regression
            ? Math.Sqrt(truth.Values.Zip(prediction.Values, (y, p) => (y - p) * (y - p)).Average())
            : Enumerable.Range(0, truth.Count).Average(i => prediction.Class(i) == truth.Classes[i] ? 0.0 : 1);
    }
}
