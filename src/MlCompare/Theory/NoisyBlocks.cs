using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Studies;

namespace MlCompare.Theory;

/// <summary>
/// Blocks of one data set at any rows, noise and replicate, drawn as a study draws them: fewer rows are the first of more, lower noise lies inside
/// higher noise.
/// </summary>
/// <param name="noise">An intervention of the noise stage.</param>
public sealed class NoisyBlocks(IDatasetSource source, IIntervention noise, ulong seed, int testRows = 2000)
{
    private readonly BlockFactory factory = new(
        source, new Study { Name = "theory", Datasets = [source.Id], Learners = [], Seed = seed, TestRows = testRows }, new Catalog<IIntervention>([noise]));

    /// <summary>For intervals over replicates: 0 for fresh draws, test rows / pool rows else.</summary>
    public double SplitRatio => source.FreshDraws ? 0 : factory.Sizes() is var (pool, test) ? test / Math.Max(1.0, pool) : 0;

    public Block Draw(int rows, double level, int replicate) =>
        factory.Apply(factory.Base(replicate, rows), level == 0 ? new Dictionary<string, double>() : new Dictionary<string, double> { [noise.Id] = level }, replicate);

    public IEnumerable<Block> Replicates(int rows, double level, int replicates) =>
        Enumerable.Range(0, replicates).Select(replicate => Draw(rows, level, replicate));
}
