using MlCompare.Data.Rows;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;

namespace MlCompare.Learners.Neural.Images;

/// <summary>Images as a network reads them; in training each time moved by a few pixels, the edge pixels repeated, and mirrored where allowed.</summary>
internal sealed class ImageRows(ValueRows images, ImageScale scale, int shift, bool flip) : NetworkRows
{
    public override int Count => images.Count;

    protected override void Fill(ReadOnlySpan<int> rows, BatchInput input, Pass pass)
    {
        Span<float> numbers = input.Numbers.Values(pass);
        float[]? buffer = null;
        int size = scale.Height * scale.Width * scale.Channels;
        for (int i = 0; i < rows.Length; i++)
        {
            Span<float> target = numbers.Slice(i * size, size);
            ReadOnlySpan<float> image = images.Packed(rows[i]).ValuesIn(ref buffer);
            if (pass.Rng is not { } rng || (shift == 0 && !flip))
            {
                scale.Apply(image, target);
            }
            else
            {
                int down = rng.NextInt(2 * shift + 1) - shift, across = rng.NextInt(2 * shift + 1) - shift;
                scale.Apply(image, down, across, flip && rng.NextInt(2) == 0, target);
            }
        }
    }

    protected override void Save(BinaryWriter writer)
    {
        NumberArrays.SaveAll(writer, images);
        scale.Save(writer);
        writer.Write(shift);
        writer.Write(flip);
    }

    public static ImageRows Load(BinaryReader reader) =>
        new(ValueRows.Of(NumberArrays.LoadAll<float>(reader)), ImageScale.Load(reader), reader.ReadInt32(), reader.ReadBoolean());
}
