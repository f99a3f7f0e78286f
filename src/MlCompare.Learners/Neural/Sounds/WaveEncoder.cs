using MlCompare.Data;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Sounds;

/// <summary>
/// Sounds as their samples: a line of positions, one a millisecond, with the samples of that millisecond as channels. Each sound has root mean
/// square 1; it is cut, or filled up with silence, to one length for all.
/// </summary>
internal sealed class WaveEncoder(string column, int sampleRate, int positions, int shift) : NetworkEncoder
{
    // All but the longest twentieth of the training sounds are read whole: one long sound must not make all of them expensive.
    private const double ReadWhole = 0.95;

    public string Column => column;

    /// <summary>Samples of a sound that are read.</summary>
    public int Samples => positions * Step(sampleRate);

    public override NetworkInput? Input => new NetworkInput.Image(1, positions, Step(sampleRate));

    /// <param name="longest">Seconds; what comes later is not read.</param>
    /// <param name="shift">Positions by which training sounds are moved at most.</param>
    public static WaveEncoder Fit(FeatureTable train, double longest, int shift)
    {
        WaveformColumn waves = train.Columns.OfType<WaveformColumn>().First();
        int[] lengths = [.. Enumerable.Range(0, waves.Count).Select(waves.Samples.LengthOf).Order()];
        int samples = lengths[(int)(ReadWhole * (lengths.Length - 1))], step = Step(waves.SampleRate);
        return new WaveEncoder(
            waves.Name, waves.SampleRate, (int)Math.Clamp((samples + step - 1) / step, 1, Math.Ceiling(longest * waves.SampleRate / step)), shift);
    }

    public override NetworkRows Transform(FeatureTable features, CancellationToken cancel = default)
    {
        WaveformColumn waves = features.Columns.OfType<WaveformColumn>().FirstOrDefault(wave => wave.Name == column)
            ?? throw new InputException($"there is no sound column '{column}', which training had", "features", "give the columns of training");
        return waves.SampleRate == sampleRate
            ? new WaveRows(waves.Samples, positions * Step(sampleRate), shift * Step(sampleRate))
            : throw new InputException(
                $"{waves.SampleRate} samples per second but {sampleRate} in training", $"column '{column}'", "resample the sounds");
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(column);
        writer.Write(sampleRate);
        writer.Write(positions);
        writer.Write(shift);
    }

    public static WaveEncoder Load(BinaryReader reader) => new(reader.ReadString(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());

    private static int Step(int sampleRate) => Math.Max(1, sampleRate / 1000);
}
