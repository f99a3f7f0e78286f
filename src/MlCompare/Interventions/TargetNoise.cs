using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Base of the noises on real-valued targets. Scales (standard deviation, median absolute deviation) are those of the test targets,
/// which are the same at every training size: noise of a level is the same noise on 250 rows and on 4,000, and nests exactly.
/// </summary>
public abstract class TargetNoise : IIntervention
{
    public abstract string Id { get; }

    public abstract string Title { get; }

    public Stage Stage => Stage.Noise;

    public virtual IReadOnlyList<double> Levels => [0, 0.1, 0.2, 0.4];

    public abstract double MaxLevel(int classCount);

    public bool Supports(Modality modality, TaskKind task) => task == TaskKind.Regression;

    public Block Apply(Block block, double level, Rng rng)
    {
        Level.Check(this, level, 0);
        return level == 0
            ? block
            : block.WithLabels(Labels.OfValues(Disturb(block, block.Train.Labels.Values, level, new RowDraws(rng))));
    }

    /// <summary>New targets, one a row.</summary>
    private protected abstract double[] Disturb(Block block, double[] targets, double level, RowDraws draws);

    /// <summary>Standard deviation of the test targets; of the training targets when that is 0.</summary>
    private protected static double StandardDeviation(Block block)
    {
        double ofTest = StandardDeviation(block.TestLabels.Values);
        return ofTest > 0 ? ofTest : StandardDeviation(block.TrainTrue.Values);
    }

    private static double StandardDeviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
