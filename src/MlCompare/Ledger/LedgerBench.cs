using System.Collections.Concurrent;
using MlCompare.Datasets;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Ledger;

/// <summary>What instruments work with: learners, measures, and the paired blocks of the cells.</summary>
public sealed class LedgerBench(Plugins plugins, ILedgerData data)
{
    /// <summary>Rows to test on; the excess risk of synthetic data has no noise of test labels, so that few are enough.</summary>
    public const int TestRows = 2000;

    // Base blocks of all rows: about a megabyte each, and cells of one data set come together.
    private const int KeptBlocks = 6;

    private static readonly Study Frame = new() { Name = "claims", Datasets = ["any"], Learners = [], TestRows = TestRows };

    private readonly ConcurrentDictionary<(string, int, int), Lazy<(BlockFactory Factory, Block Base)>> blocks = [];
    private readonly ConcurrentQueue<(string, int, int)> kept = [];

    public Plugins Plugins => plugins;

    /// <summary>The source behind a data set of a cell.</summary>
    public IDatasetSource Source(Cell cell) => data.Source(cell.Dataset, cell.Replicate);

    /// <summary>The rows of a cell: the same for all learners, those of fewer rows the first of those of more.</summary>
    /// <param name="draw">Another draw of rows under the same rule; 0 is what all cells share.</param>
    public Block Block(Cell cell, int draw = 0)
    {
        (BlockFactory factory, Block all) = Base(cell.Dataset, cell.Replicate, draw);
        if (cell.Rows > all.Train.Count)
        {
            throw new InputException(FormattableString.Invariant($"{cell.Rows} training rows are wanted and {all.Train.Count} are there"), $"data set '{cell.Dataset}'", "use fewer");
        }

        SortedDictionary<string, double> conditions = new(StringComparer.Ordinal) { [StudyPlanner.TrainingSize] = cell.Rows };
        if (cell.Noise > 0)
        {
            conditions[factory.Source.Task == TaskKind.Regression ? Frame.RegressionNoiseKind : Frame.NoiseKind] = cell.Noise;
        }

        if (cell.Change.Length > 0)
        {
            conditions[cell.Change] = cell.Level;
        }

        return factory.Apply(all, conditions, Number(cell.Replicate, draw));
    }

    /// <summary>The learner of a cell with its options.</summary>
    public ILearner Learner(Cell cell) => plugins.Learners.Get(cell.Learner).With(cell.Parsed());

    /// <summary>What shares rows shares the seed, whatever the learner.</summary>
    public static ulong Seed(Cell cell) => Seeds.From(1, cell.Dataset, "replicate", cell.Replicate, "fit", cell.Draw);

    // Draws of one replicate must not be those of another.
    private static int Number(int replicate, int draw) => replicate + 100_000 * draw;

    private (BlockFactory Factory, Block Base) Base(string dataset, int replicate, int draw)
    {
        (string, int, int) key = (dataset, replicate, draw);
        Lazy<(BlockFactory, Block)> made = blocks.GetOrAdd(key, _ =>
        {
            kept.Enqueue(key);
            return new Lazy<(BlockFactory, Block)>(() =>
            {
                BlockFactory factory = new(data.Source(dataset, replicate), Frame, plugins.Interventions);
                return (factory, factory.Base(Number(replicate, draw), int.MaxValue));
            });
        });
        while (kept.Count > KeptBlocks && kept.TryDequeue(out (string, int, int) oldest))
        {
            blocks.TryRemove(oldest, out _);
        }

        return made.Value;
    }
}
