using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>
/// Base of the interventions that take one kind of structure away from the features. Who loses most by it relied on that structure most.
/// What the change needs to know of the data (scales, frequent words) is taken from the test features, which are the same at every
/// training size; what it draws for a row depends on that row alone.
/// </summary>
public abstract class StructureIntervention : IIntervention
{
    public abstract string Id { get; }

    public abstract string Title { get; }

    /// <summary>The property of data that is taken away, as a short noun phrase: "meaning of single columns".</summary>
    public abstract string Property { get; }

    public Stage Stage => Stage.Structure;

    public abstract IReadOnlyList<double> Levels { get; }

    public virtual bool UsesLabels => false;

    /// <summary>Training rows are changed.</summary>
    protected virtual bool ChangesTraining => true;

    /// <summary>Test rows are changed.</summary>
    protected virtual bool ChangesTest => true;

    public virtual double MaxLevel(int classCount) => 1;

    public abstract bool Supports(Modality modality, TaskKind task);

    /// <summary>What was done at a level, as a phrase: "axes turned by 45°".</summary>
    public abstract string At(double level);

    public Block Apply(Block block, double level, Rng rng)
    {
        Level.Check(this, level, block.TestLabels.ClassCount);
        if (level == 0)
        {
            return block;
        }

        RowDraws train = new(rng), test = new(rng);
        Change change = Prepare(block, level, rng);
        Labels labels = Relabel(block, level);
        return block with
        {
            Train = ChangesTraining ? new TrainingSet(change(block.Train.Features, train), labels) : block.Train,
            TestFeatures = ChangesTest ? change(block.TestFeatures, test) : block.TestFeatures,
        };
    }

    /// <summary>New features of some rows.</summary>
    private protected delegate FeatureTable Change(FeatureTable features, RowDraws draws);

    /// <summary>Sets up what all rows share; draws from <paramref name="rng"/> in an order that does not depend on the level.</summary>
    private protected abstract Change Prepare(Block block, double level, Rng rng);

    /// <summary>The training labels given; other ones where the target itself is what changes.</summary>
    private protected virtual Labels Relabel(Block block, double level) => block.Train.Labels;
}
