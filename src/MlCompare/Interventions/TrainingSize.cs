using MlCompare.Studies;

namespace MlCompare.Interventions;

/// <summary>
/// Keeps the first rows of the ordered training pool: the level is the number of rows, 0 stands for all. Expect lower errors with
/// more rows; where the curves of two learners cross is the question.
/// </summary>
public sealed class TrainingSize : IIntervention
{
    public string Id => StudyPlanner.TrainingSize;

    public string Title => "Training rows";

    public Stage Stage => Stage.Scale;

    public IReadOnlyList<double> Levels => [0, 250, 1000, 4000];

    public double MaxLevel(int classCount) => int.MaxValue;

    public bool Supports(Modality modality, TaskKind task) => true;

    public Block Apply(Block block, double level, Rng rng)
    {
        Level.Check(this, level, 0);
        return level == 0 ? block : block.Head((int)level);
    }
}
