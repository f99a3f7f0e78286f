using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;

namespace MlCompare.Studies;

/// <summary>
/// Builds the blocks of one data set: split, order, then interventions in stage order. Cannot see the learner: neither the type
/// nor its name reaches this class.
/// </summary>
public sealed class BlockFactory(IDatasetSource source, Study study, Catalog<IIntervention> interventions)
{
    private const double TestShare = 0.2;

    /// <summary>Replicate 0, which the plan looks at before any trial; for a finite set, all there is.</summary>
    private readonly Lazy<Dataset> first = new(() => source.Load(Seed(source, study, 0)));

    private string? repeated;

    public IDatasetSource Source { get; } = source;

    /// <summary>What to know of rows that stand on both sides of a split; null where few do, and of fresh draws, where equal rows are no copies.</summary>
    public string? Repeated => Source.FreshDraws ? null : repeated ??= RepeatedRows.Remark(first.Value);

    /// <summary>The rows behind one replicate: a fresh draw, or the one finite set.</summary>
    public Dataset Dataset(int replicate) =>
        replicate == 0 || !Source.FreshDraws ? first.Value : Source.Load(Seed(Source, study, replicate));

    /// <summary>Splits and orders the rows of a replicate and keeps the first <paramref name="maxRows"/> for training.</summary>
    public Block Base(int replicate, int maxRows)
    {
        Dataset data = Dataset(replicate);
        Rng rng = new(Seeds.From(study.Seed, Source.Id, "replicate", replicate, "split"));
        (int[] pool, int[] test) = data.OfficialTestRows.Length > 0 ? Official(data, rng) : RandomSplit(data, rng);
        int[] train = pool.AsSpan(0, Math.Min(maxRows, pool.Length)).ToArray();
        Labels trainLabels = data.Labels.Select(train);
        return new Block(
            new TrainingSet(data.Features.Select(train), trainLabels),
            trainLabels,
            data.Features.Select(test),
            data.Labels.Select(test),
            data.Truth?.Select(train),
            data.Truth?.Select(test))
        {
            FixedTest = !Source.FreshDraws && test.Length == data.OfficialTestRows.Length,
        };
    }

    /// <summary>Applies the conditions to a base block, in the order of their stages.</summary>
    public Block Apply(Block block, IReadOnlyDictionary<string, double> conditions, int replicate)
    {
        IOrderedEnumerable<IIntervention> ordered = conditions.Keys
            .Select(interventions.Get)
            .OrderBy(intervention => intervention.Stage)
            .ThenBy(intervention => intervention.Id, StringComparer.Ordinal);
        foreach (IIntervention intervention in ordered)
        {
            double level = conditions[intervention.Id];
            if (level != 0)
            {
                Rng rng = new(Seeds.From(study.Seed, Source.Id, "replicate", replicate, intervention.Id));
                block = intervention.Apply(block, level, rng);
            }
        }

        return block;
    }

    /// <summary>How many rows are left for training, and how many test rows there are; the same in every replicate.</summary>
    public (int Pool, int Test) Sizes()
    {
        Dataset data = Dataset(0);
        int test = TestCount(data);
        int official = data.OfficialTestRows.Length;
        return (data.Count - (official > 0 ? official : test), test);
    }

    private static ulong Seed(IDatasetSource source, Study study, int replicate) =>
        Seeds.From(study.Seed, source.Id, "replicate", replicate, "draw");

    private int TestCount(Dataset data)
    {
        int available = data.OfficialTestRows.Length;
        return Math.Min(study.TestRows, available > 0 ? available : Math.Max(1, (int)Math.Round(TestShare * data.Count)));
    }

    private (int[] Pool, int[] Test) Official(Dataset data, Rng rng)
    {
        int[] test = [.. data.OfficialTestRows];
        bool[] isTest = new bool[data.Count];
        foreach (int row in test)
        {
            isTest[row] = true;
        }

        int[] pool = [.. Enumerable.Range(0, data.Count).Where(row => !isTest[row])];
        rng.Shuffle<int>(pool);
        if (TestCount(data) < test.Length)
        {
            rng.Shuffle<int>(test);
            test = test[..TestCount(data)];
            Array.Sort(test);
        }

        return (pool, test);
    }

    /// <summary>A random 80/20 split; for classes each class gives its share (largest remainders), so that rare ones are tested.</summary>
    private (int[] Pool, int[] Test) RandomSplit(Dataset data, Rng rng)
    {
        int[] order = rng.Permutation(data.Count);
        int wanted = TestCount(data);
        if (data.Task == TaskKind.Regression)
        {
            return (order[wanted..], order[..wanted]);
        }

        int[] left = Quotas(data.Labels, wanted);
        List<int> pool = [], test = [];
        foreach (int row in order)
        {
            int label = data.Labels.Classes[row];
            if (left[label] > 0)
            {
                left[label]--;
                test.Add(row);
            }
            else
            {
                pool.Add(row);
            }
        }

        return ([.. pool], [.. test]);
    }

    private static int[] Quotas(Labels labels, int wanted)
    {
        int[] counts = new int[labels.ClassCount];
        foreach (int label in labels.Classes)
        {
            counts[label]++;
        }

        double share = (double)wanted / labels.Count;
        int[] quotas = [.. counts.Select(count => (int)(count * share))];
        int missing = wanted - quotas.Sum();
        IEnumerable<int> byRemainder = Enumerable.Range(0, counts.Length)
            .OrderByDescending(k => counts[k] * share - quotas[k]).ThenBy(k => k);
        foreach (int k in byRemainder.Take(missing))
        {
            quotas[k]++;
        }

        return quotas;
    }
}
