using System.Collections.Immutable;
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
/// A whole comparison, sizes × noise levels × seeds: ours is a study of the product with its default kernel ridge, which shares factors;
/// the peer's is scikit-learn's KernelRidge, searched over the same bandwidths and ridges by 5-fold cross-validation in each cell.
/// </summary>
/// <param name="fraction">Share of the cells of each size that the peer is timed on; the others are taken to cost the same.</param>
/// <param name="whole">Up to this many rows the peer does all fits of a cell, so that errors can be compared; above it a few of them.</param>
internal sealed class GridTime(PeerProcess peer, DatasetLibrary library, double fraction, int whole)
{
    // Of the 280 fits of a cell that is not done whole.
    private const int TimedFits = 3;

    private const int Replicates = 3;
    private static readonly double[] Noise = [0, 0.1, 0.2, 0.3, 0.4];

    public void Run(string id, ImmutableArray<int> sizes)
    {
        IDatasetSource source = library.Resolve(id);
        Study study = new()
        {
            Name = "grid", Datasets = [id], Learners = [new LearnerPlan("kernel-ridge")], Sizes = sizes, Noise = [.. Noise], Grid = Grid.Full,
            Replicates = Replicates,
        };
        Ours(source, study with { Sizes = [250], Replicates = 1 });
        StudyResults? results = null;
        Cost ours = Figures.Timed(() => results = Ours(source, study));
        Catalog<IIntervention> interventions = Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly);
        BlockFactory factory = new(source, study, interventions);
        double wall = 0, cpu = 0;
        List<double> ratios = [];
        foreach (IGrouping<int, TrialRow> size in results!.Rows.GroupBy(row => row.TrainRows).OrderBy(size => size.Key))
        {
            TrialRow[] cells = [.. size], timed = Spread(cells);
            List<Cost> costs = [];
            foreach (TrialRow cell in timed)
            {
                JsonObject answer = Peer(factory.Apply(factory.Base(cell.Replicate, cell.TrainRows), cell.Conditions, cell.Replicate));
                costs.Add(Bench.Timed(answer));
                if (answer["error"] is { } error)
                {
                    ratios.Add(cell.Metrics[cell.Classes > 0 ? "error" : "rmse"] / Math.Max((double)error, 1e-9));
                }
            }

            wall += cells.Length * costs.Average(cost => cost.Wall);
            cpu += cells.Length * costs.Average(cost => cost.Cpu);
            Console.WriteLine(FormattableString.Invariant(
                $"{id}, {size.Key} rows: {timed.Length} of {cells.Length} cells timed{(size.Key > whole ? $", {TimedFits} fits of each" : "")}, KernelRidge {costs.Average(cost => cost.Cpu):0.0} s of CPU a cell"));
        }

        Console.WriteLine(FormattableString.Invariant(
            $"grid on {id}, {results.Rows.Length} cells: kernel-ridge CPU {ours.Cpu:0.0} s, wall {ours.Wall:0.0} s; KernelRidge, reckoned, CPU {cpu:0} s, wall {wall:0} s"));
        Figures.Bar($"CPU time of the grid on {id} to KernelRidge", ours.Cpu / cpu, 0.1);
        double mean = Math.Exp(ratios.Average(ratio => Math.Log(Math.Max(ratio, 1e-9))));
        Figures.Bar($"error on {id} to KernelRidge, geometric mean over {ratios.Count} cells ({ratios.Count(ratio => ratio <= 1)} equal or lower)", mean, 1);
    }

    private static StudyResults Ours(IDatasetSource source, Study study)
    {
        Plugins plugins = new(
            new Catalog<ILearner>([new KernelLearner()]),
            Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly),
            new MeasureSet(Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly)));
        StudyResults results = Bench.InFolder(folder => new StudyRunner(study, [source], plugins).Run(folder, 1, new NoProgress(), CancellationToken.None));
        return results.Rows.FirstOrDefault(row => row.Outcome != Outcome.Completed) is { } bad ? throw new InvalidOperationException(bad.Reason) : results;
    }

    private JsonObject Peer(Block block) => Bench.InFolder<JsonObject>(folder =>
    {
        RowFiles.Write(folder, block);
        return peer.Ask(new JsonObject
        {
            ["action"] = "ridge", ["folder"] = folder, ["fits"] = block.Train.Count <= whole ? 0 : TimedFits,
        });
    });

    /// <summary>Evenly spread over seeds and noise levels.</summary>
    private TrialRow[] Spread(TrialRow[] cells)
    {
        int count = Math.Clamp((int)Math.Ceiling(fraction * cells.Length), 1, cells.Length);
        return [.. Enumerable.Range(0, count).Select(i => cells[(2 * i + 1) * cells.Length / (2 * count)])];
    }
}
