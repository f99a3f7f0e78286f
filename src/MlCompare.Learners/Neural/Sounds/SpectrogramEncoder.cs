using MlCompare.Data;
using MlCompare.Data.Rows;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Images;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Sounds;

/// <summary>Sounds as pictures: log-mel energies, standardised for each band, averaged over equal parts of the sound (time × bands).</summary>
/// <param name="isLine">The bands are channels of a line of times, not a picture's other side.</param>
internal sealed class SpectrogramEncoder(FeatureEncoder encoder, int times, int bands, int shift, bool isLine) : NetworkEncoder
{
    public FeatureEncoder Encoder => encoder;

    public int Times => times;

    public int Bands => bands;

    public override NetworkInput? Input => encoder.DenseWidth < times * bands ? null
        : isLine ? new NetworkInput.Image(1, times, bands) : new NetworkInput.Image(times, bands, 1);

    public static SpectrogramEncoder Fit(FeatureTable train, int times, int bands, int shift, bool isLine, CancellationToken cancel) =>
        new(FeatureEncoder.Fit(train, new EncoderOptions { TimeBins = times, MelBands = bands }, cancel), times, bands, shift, isLine);

    public override NetworkRows Transform(FeatureTable features, CancellationToken cancel = default)
    {
        DesignMatrix design = encoder.Transform(features, cancel);
        float[][] pictures = [.. Enumerable.Range(0, design.Count).Select(row => design.DenseRow(row)[..(times * bands)].ToArray())];
        return new ImageRows(ValueRows.Of(pictures), new ImageScale(times, bands, 1, 0, 1), shift, flip: false);
    }

    public override void Save(BinaryWriter writer)
    {
        encoder.Save(writer);
        writer.Write(times);
        writer.Write(bands);
        writer.Write(shift);
        writer.Write(isLine);
    }

    public static SpectrogramEncoder Load(BinaryReader reader) =>
        new(FeatureEncoder.Load(reader), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean());
}
