using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Base of the label noises for classes: a row's label is replaced when its own uniform draw lies below its rate. The draw and the
/// replacement are fixed by the row, only the rate moves with the level, so that noise nests in the level and in the rows.
/// </summary>
public abstract class LabelNoise : IIntervention
{
    public abstract string Id { get; }

    public abstract string Title { get; }

    public Stage Stage => Stage.Noise;

    public virtual IReadOnlyList<double> Levels => [0, 0.1, 0.2, 0.3, 0.4];

    public abstract double MaxLevel(int classCount);

    public bool Supports(Modality modality, TaskKind task) => task != TaskKind.Regression;

    public Block Apply(Block block, double level, Rng rng)
    {
        int classCount = block.TrainTrue.ClassCount;
        Level.Check(this, level, classCount);
        if (level == 0)
        {
            return block;
        }

        RowDraws draws = new(rng);
        Flip flip = Prepare(block, level, rng);
        int[] given = [.. block.Train.Labels.Classes];
        for (int row = 0; row < given.Length; row++)
        {
            given[row] = flip(row, given[row], draws.Of(row));
        }

        return block.WithLabels(block.Train.Labels.WithClasses(given));
    }

    /// <summary>The label that a row gets; consumes draws in an order that does not depend on the level.</summary>
    protected delegate int Flip(int row, int label, Rng draws);

    /// <summary>
    /// Sets up what all rows share. Whatever is drawn or measured here must not depend on the training rows' number: draw from
    /// <paramref name="rng"/>, measure on the test features, which are the same at every size.
    /// </summary>
    protected abstract Flip Prepare(Block block, double level, Rng rng);

    /// <summary>The index at which the running sum of weights passes <paramref name="u"/> times their sum.</summary>
    private protected static int Choose(ReadOnlySpan<double> weights, double u)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        double left = u * sum;
        int last = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            if (weights[k] > 0)
            {
                last = k;
                if (left < weights[k])
                {
                    return k;
                }

                left -= weights[k];
            }
        }

        return last;
    }
}
