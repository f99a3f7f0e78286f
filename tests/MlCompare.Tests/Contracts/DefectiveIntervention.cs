using MlCompare.Interventions;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Contracts;

/// <summary>Broken twins of interventions: a sound one with one defect.</summary>
internal sealed class DefectiveIntervention(IIntervention sound, string broken) : IIntervention
{
    private int calls;

    public string Id => sound.Id;

    public string Title => sound.Title;

    public Stage Stage => sound.Stage;

    public IReadOnlyList<double> Levels => sound.Levels;

    public double MaxLevel(int classCount) => sound.MaxLevel(classCount);

    public bool Supports(Modality modality, TaskKind task) => sound.Supports(modality, task);

    public Block Apply(Block block, double level, Rng rng)
    {
        calls++;
        Block changed = sound.Apply(block, level, rng);
        switch (broken)
        {
            case InterventionContract.Identity:
                return changed with { };
            case InterventionContract.TestLabels when level > 0:
                return changed with { TestLabels = block.TestLabels.Select(Enumerable.Range(0, block.TestLabels.Count).ToArray()) };
            case InterventionContract.Deterministic when level > 0:
                return sound.Apply(block, level, new Rng((ulong)calls));
            case InterventionContract.NestedLevels when level > 0:
                return sound.Apply(block, level, new Rng((ulong)(level * 1000)));
            case InterventionContract.NestedSizes when level > 0:
                return sound.Apply(block, level, new Rng((ulong)block.Train.Count));
            case InterventionContract.StageKept when level > 0:
                return changed with { TrainTrue = changed.Train.Labels.Select(Enumerable.Range(0, changed.Train.Count).ToArray()) };
            case InterventionContract.Acts:
                return block;
            default:
                return changed;
        }
    }
}
