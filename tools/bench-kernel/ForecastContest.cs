using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Kernel;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.BenchKernel;

/// <summary>
/// Forecasts of kernel ridge against what is measured at two and four times the rows, beside two naive ones made of measured test errors: the
/// last value, and a power law through the last three sizes. A forecast knows its own training rows only.
/// </summary>
internal sealed class ForecastContest(DatasetLibrary library, int rows, int seeds)
{
    private const int TestRows = 4000;
    private static readonly string[] Names = ["theory", "last value", "power law"];

    /// <summary>The least squares line through the logarithms of three sizes, each twice the one before, four times further.</summary>
    private static double PowerLaw(double[] measured)
    {
        // Abscissas −1, 0 and 1; the slope is half the outer difference, and the wanted size stands at 3.
        double[] logs = [.. measured.Take(3).Select(value => Math.Log(value))];
        return Math.Exp(logs.Average() + 3 * (logs[2] - logs[0]) / 2);
    }

    public void Run(IEnumerable<string> sets)
    {
        List<double>[] misses = [[], [], []];
        foreach (string id in sets)
        {
            Study study = new()
            {
                Name = "forecast", Datasets = [id], Learners = [new LearnerPlan("kernel-ridge", new JsonObject { ["forecast"] = true })],
                Sizes = [rows / 4, rows / 2, rows, 2 * rows, 4 * rows], Noise = [0], Replicates = seeds, TestRows = TestRows,
            };
            Plugins plugins = new(
                new Catalog<ILearner>([new KernelLearner()]),
                Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly),
                new MeasureSet(Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly)));
            StudyResults results = Bench.InFolder(
                folder => new StudyRunner(study, [library.Resolve(id)], plugins).Run(folder, 1, new NoProgress(), CancellationToken.None));
            double[] missed = new double[3];
            string line = "";
            foreach (IGrouping<int, TrialRow> replicate in results.Rows.GroupBy(row => row.Replicate))
            {
                double[] measured = [.. replicate.OrderBy(row => row.TrainRows).Select(row => row.Metrics[row.Classes > 0 ? "error" : "rmse"])];
                IReadOnlyList<ForecastPoint> theory = replicate.Single(row => row.TrainRows == rows).Forecast!;
                double[] guesses = [theory[1].Value, measured[2], PowerLaw(measured)];
                for (int method = 0; method < guesses.Length; method++)
                {
                    missed[method] += Math.Abs(Math.Log(guesses[method] / measured[4])) / seeds;
                }

                line += FormattableString.Invariant(
                    $"; {measured[2]:g4} at {rows} rows, theory {theory[0].Value:g4} and {theory[1].Value:g4}, measured {measured[3]:g4} and {measured[4]:g4}");
            }

            Console.WriteLine(FormattableString.Invariant(
                $"{id}: off at {4 * rows} rows: {string.Join(", ", Names.Select((name, i) => FormattableString.Invariant($"{name} {Math.Exp(missed[i]) - 1:P0}")))}{line}"));
            for (int method = 0; method < missed.Length; method++)
            {
                misses[method].Add(missed[method]);
            }
        }

        Console.WriteLine($"means: {string.Join(", ", Names.Select((name, i) => FormattableString.Invariant($"{name} {Math.Exp(misses[i].Average()) - 1:P1}")))}; {Figures.Load}");
        for (int naive = 1; naive < Names.Length; naive++)
        {
            Figures.Bar($"mean miss of the theory to that of the {Names[naive]}, {misses[0].Count} sets", misses[0].Average() / misses[naive].Average(), 1);
        }
    }
}
