using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Data.Rows;

namespace MlCompare.Learners.Encoders;

/// <summary>
/// Sounds as log-mel energies averaged over equal parts of each sound, every band with training mean 0 and standard deviation 1, and
/// the scaled duration.
/// </summary>
internal sealed class AudioEncoder : ColumnEncoder
{
    internal const byte KindCode = 5;
    private readonly LogMel mel;
    private readonly int bins;
    private readonly float[] centre;
    private readonly float[] scale;
    private readonly NumericScaler? duration;

    private AudioEncoder(string column, LogMel mel, int bins, float[] centre, float[] scale, NumericScaler? duration)
        : base(column)
    {
        (this.mel, this.bins, this.centre, this.scale, this.duration) = (mel, bins, centre, scale, duration);
    }

    public static AudioEncoder Fit(WaveformColumn column, EncoderOptions options, CancellationToken cancel)
    {
        LogMel mel = new(column.SampleRate, options.MelBands);
        float[][] frames = new float[column.Count * options.TimeBins][];
        for (int i = 0; i < column.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            float[] pooled = mel.Pool(mel.Compute(column.Samples[i]), options.TimeBins);
            for (int bin = 0; bin < options.TimeBins; bin++)
            {
                frames[i * options.TimeBins + bin] = pooled[(bin * mel.Bands)..((bin + 1) * mel.Bands)];
            }
        }

        (float[] centre, float[] scale) = PixelMoments.PerPixel(ValueRows.Of(frames), mel.Bands);
        float[] seconds = [.. Enumerable.Range(0, column.Count).Select(row => (float)column.Samples.LengthOf(row) / column.SampleRate)];
        return new AudioEncoder(
            column.Name, mel, options.TimeBins, centre, scale, NumericScaler.Fit(seconds, options.Scaling, options.ClipAt));
    }

    public LogMel Mel => mel;

    /// <summary>Equal parts of a sound.</summary>
    public int Bins => bins;

    /// <summary>Mean of each band.</summary>
    public float[] Centre => centre;

    /// <summary>What each band is multiplied by.</summary>
    public float[] Scale => scale;

    /// <summary>Of the seconds; null where all training sounds last as long.</summary>
    public NumericScaler? Duration => duration;

    public override int DenseWidth => bins * mel.Bands + (duration is null ? 0 : 1);

    public override ImmutableArray<string> DenseNames =>
    [
        .. Enumerable.Range(0, bins * mel.Bands).Select(i => $"{Column}[time {i / mel.Bands}, band {i % mel.Bands}]"),
        .. (duration is null ? Array.Empty<string>() : [$"{Column} (seconds)"]),
    ];

    public override void Encode(Column column, float[] dense, int offset, int stride)
    {
        WaveformColumn waves = Require<WaveformColumn>(column);
        if (waves.SampleRate != mel.SampleRate)
        {
            throw new InputException(
                $"{waves.SampleRate} samples per second but {mel.SampleRate} in training", $"column '{Column}'", "resample the sounds");
        }

        for (int i = 0; i < waves.Count; i++)
        {
            float[] pooled = mel.Pool(mel.Compute(waves.Samples[i]), bins);
            for (int j = 0; j < pooled.Length; j++)
            {
                dense[i * stride + offset + j] = (pooled[j] - centre[j % mel.Bands]) * scale[j % mel.Bands];
            }

            if (duration is { } scaler)
            {
                dense[i * stride + offset + pooled.Length] = scaler.Apply((float)waves.Samples.LengthOf(i) / waves.SampleRate);
            }
        }
    }

    protected override byte Kind => KindCode;

    protected override void SaveBody(BinaryWriter writer)
    {
        writer.Write(mel.SampleRate);
        writer.Write(mel.Bands);
        writer.Write(bins);
        NumberArrays.Save(writer, centre);
        NumberArrays.Save(writer, scale);
        writer.Write(duration.HasValue);
        duration?.Save(writer);
    }

    internal static AudioEncoder LoadBody(string column, BinaryReader reader) => new(
        column, new LogMel(reader.ReadInt32(), reader.ReadInt32()), reader.ReadInt32(),
        NumberArrays.Load<float>(reader), NumberArrays.Load<float>(reader), reader.ReadBoolean() ? NumericScaler.Load(reader) : null);
}
