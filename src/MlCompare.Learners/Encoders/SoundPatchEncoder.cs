using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>Sounds as pictures of their log-mel energies, time down and bands across, seen by <see cref="PatchEncoder"/>.</summary>
internal sealed class SoundPatchEncoder : ColumnEncoder
{
    internal const byte KindCode = 8;

    // Parts of time: as many as bands, about; a spoken digit then has one every hundredth of a second.
    internal const int Times = 48;

    // What a saved model may claim.
    private const int HighestRate = 10_000_000, MostBands = 4096;

    private readonly LogMel mel;
    private readonly PatchEncoder pictures;

    private SoundPatchEncoder(string column, LogMel mel, PatchEncoder pictures)
        : base(column) => (this.mel, this.pictures) = (mel, pictures);

    public static SoundPatchEncoder? Fit(WaveformColumn column, EncoderOptions options, PatchOptions patches, CancellationToken cancel)
    {
        LogMel mel = new(column.SampleRate, options.MelBands);
        return PatchEncoder.Fit(Energies(column, mel, 1, cancel), patches, cancel) is { } pictures ? new SoundPatchEncoder(column.Name, mel, pictures) : null;
    }

    public LogMel Mel => mel;

    /// <summary>What sees the energies as a picture, <see cref="Times"/> high and as wide as there are bands.</summary>
    public PatchEncoder Pictures => pictures;

    public override int DenseWidth => pictures.DenseWidth;

    public override ImmutableArray<string> DenseNames => pictures.DenseNames;

    public override void Encode(Column column, float[] dense, int offset, int stride) => Encode(column, dense, offset, stride, 1, CancellationToken.None);

    public override void Encode(Column column, float[] dense, int offset, int stride, int threads, CancellationToken cancel)
    {
        WaveformColumn waves = Require<WaveformColumn>(column);
        if (waves.SampleRate != mel.SampleRate)
        {
            throw new InputException(
                $"{waves.SampleRate} samples per second but {mel.SampleRate} in training", $"column '{Column}'", "resample the sounds");
        }

        pictures.Encode(Energies(waves, mel, threads, cancel), dense, offset, stride, threads, cancel);
    }

    protected override byte Kind => KindCode;

    protected override void SaveBody(BinaryWriter writer)
    {
        writer.Write(mel.SampleRate);
        writer.Write(mel.Bands);
        pictures.Save(writer);
    }

    /// <exception cref="InvalidDataException">No sound is sampled like that, or there are no pictures behind it.</exception>
    internal static SoundPatchEncoder LoadBody(string column, BinaryReader reader)
    {
        (int rate, int bands) = (reader.ReadInt32(), reader.ReadInt32());
        return rate is >= 1 and <= HighestRate && bands is >= 1 and <= MostBands && reader.ReadByte() == PatchEncoder.KindCode
            ? new SoundPatchEncoder(column, new LogMel(rate, bands), PatchEncoder.LoadBody(reader.ReadString(), reader))
            : throw new InvalidDataException($"Pictures of {bands} bands of sounds of {rate} samples per second are announced.");
    }

    private static ImageColumn Energies(WaveformColumn waves, LogMel mel, int threads, CancellationToken cancel)
    {
        float[][] energies = new float[waves.Count][];
        Numerics.Stripes.Run(waves.Count, threads, cancel, i => energies[i] = mel.Pool(mel.Compute(waves.Samples[i]), Times));
        return new ImageColumn(waves.Name, [.. energies], Times, mel.Bands, 1);
    }
}
