using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Interventions.Structure;

/// <summary>Base of the interventions on the structure of sounds: each waveform becomes another one of the same length.</summary>
public abstract class SoundIntervention : StructureIntervention
{
    public override bool Supports(Modality modality, TaskKind task) => modality == Modality.Audio;

    /// <summary>A new waveform from samples and a generator of its own.</summary>
    private protected delegate float[] Replay(float[] samples, Rng draws);

    private protected abstract Replay Prepare(double level);

    private protected sealed override Change Prepare(Block block, double level, Rng rng)
    {
        Replay replay = Prepare(level);
        return (features, draws) => new FeatureTable(features.Modality, features.Columns.Select(column =>
        {
            WaveformColumn waves = (WaveformColumn)column;
            return new WaveformColumn(waves.Name, waves.Samples.Change((samples, row) => replay(samples, draws.Of(row))), waves.SampleRate);
        }));
    }
}
