using MlCompare.Data.Rows;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;

namespace MlCompare.Learners.Neural.Sounds;

/// <summary>Samples as a network reads them; in training each time moved by up to <paramref name="shift"/> samples, silence where none are.</summary>
/// <param name="length">Samples that are read.</param>
internal sealed class WaveRows(ValueRows waves, int length, int shift) : NetworkRows
{
    // Root mean square of what counts as silence: a hundredth of a step of 8-bit samples.
    internal const float Silence = 1e-4f;

    private readonly float[] factors = [.. waves.Select(Factor)];

    public override int Count => waves.Count;

    protected override void Fill(ReadOnlySpan<int> rows, BatchInput input, Pass pass)
    {
        Span<float> numbers = input.Numbers.Values(pass);
        numbers.Clear();
        float[]? buffer = null;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> wave = waves.Packed(rows[i]).ValuesIn(ref buffer);
            Span<float> target = numbers.Slice(i * length, length);
            int later = pass.Rng is { } rng && shift > 0 ? rng.NextInt(2 * shift + 1) - shift : 0;
            for (int t = Math.Max(0, later); t < Math.Min(length, wave.Length + later); t++)
            {
                float value = wave[t - later] * factors[rows[i]];
                target[t] = float.IsFinite(value) ? value : 0;
            }
        }
    }

    protected override void Save(BinaryWriter writer)
    {
        NumberArrays.SaveAll(writer, waves);
        writer.Write(length);
        writer.Write(shift);
    }

    public static WaveRows Load(BinaryReader reader) => new(ValueRows.Of(NumberArrays.LoadAll<float>(reader)), reader.ReadInt32(), reader.ReadInt32());

    private static float Factor(float[] wave)
    {
        double squares = 0;
        foreach (float sample in wave)
        {
            squares += float.IsFinite(sample) ? (double)sample * sample : 0;
        }

        return (float)(1 / Math.Max(Silence, Math.Sqrt(squares / Math.Max(1, wave.Length))));
    }
}
