using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Boosting;

/// <summary>A sound as log-mel energies averaged over equal parts of it, and its length in samples.</summary>
internal sealed class SoundInput(int sampleRate, int bands, int parts) : InputColumn
{
    public const byte Tag = 4;

    private readonly LogMel mel = new(sampleRate, bands);

    public LogMel Mel => mel;

    /// <summary>Equal parts of a sound.</summary>
    public int Parts => parts;

    public override int Width => bands * parts + 1;

    public override byte Kind => Tag;

    public override void Fill(Column column, int first, int count, float[] target, int stride, int offset, CancellationToken cancel)
    {
        WaveformColumn waves = As<WaveformColumn>(column);
        if (waves.SampleRate != sampleRate)
        {
            throw new InputException(
                $"{waves.SampleRate} samples a second where the model was fitted on {sampleRate}", $"column {column.Name}", "resample the sounds");
        }

        for (int i = 0; i < count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            float[] wave = waves.Samples[first + i];
            mel.Pool(mel.Compute(wave), parts).CopyTo(target, i * stride + offset);
            target[i * stride + offset + Width - 1] = wave.Length;
        }
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(sampleRate);
        writer.Write(bands);
        writer.Write(parts);
    }

    public static SoundInput Read(BinaryReader reader) => new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
}
