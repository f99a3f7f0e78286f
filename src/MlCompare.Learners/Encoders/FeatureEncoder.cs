using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>
/// Features of any kind as numbers. Everything is fitted on the training rows; columns that tell nothing there are dropped. A row's
/// numbers depend on that row only. Columns are found again by name, so their order at prediction does not matter.
/// </summary>
public sealed class FeatureEncoder
{
    private const byte Version = 1;
    private readonly ImmutableArray<ColumnEncoder> encoders;
    private readonly ImmutableArray<int> places;

    private FeatureEncoder(ImmutableArray<ColumnEncoder> encoders, ImmutableArray<int> places)
    {
        this.encoders = encoders;
        this.places = places;
        DenseWidth = encoders.Sum(encoder => encoder.DenseWidth);
        SparseWidth = encoders.Sum(encoder => encoder.SparseWidth);
    }

    /// <summary>The fitted columns, in the order of what they make.</summary>
    internal ImmutableArray<ColumnEncoder> Encoders => encoders;

    /// <summary>Columns of the dense part; 0 when nothing but texts is informative.</summary>
    public int DenseWidth { get; }

    /// <summary>Columns of the sparse part.</summary>
    public int SparseWidth { get; }

    public int Width => DenseWidth + SparseWidth;

    /// <summary>Dense columns of each encoded feature, in their order.</summary>
    internal ImmutableArray<int> DenseWidths => [.. encoders.Select(encoder => encoder.DenseWidth)];

    /// <summary>What each column of the design matrix is: dense columns first, then sparse ones. Made at each call.</summary>
    public ImmutableArray<string> Names =>
        [.. encoders.SelectMany(encoder => encoder.DenseNames), .. encoders.SelectMany(encoder => encoder.SparseNames)];

    public static FeatureEncoder Fit(FeatureTable train, EncoderOptions options, CancellationToken cancel = default)
    {
        List<ColumnEncoder> encoders = [];
        List<int> places = [];
        for (int place = 0; place < train.Columns.Length; place++)
        {
            cancel.ThrowIfCancellationRequested();
            ColumnEncoder? encoder = train.Columns[place] switch
            {
                NumericColumn numeric => NumericEncoder.Fit(numeric, options),
                CategoricalColumn categories => CategoricalEncoder.Fit(categories, options),
                TextColumn texts when options.Spectrum is { } spectrum => new SpectrumEncoder(texts.Name, spectrum),
                TextColumn texts => TextEncoder.Fit(texts, options, cancel),
                ImageColumn images when options.Patches is { } patches => PatchEncoder.Fit(images, patches, cancel),
                ImageColumn images => ImageEncoder.Fit(images, options),
                WaveformColumn waves when options.Patches is { } patches => SoundPatchEncoder.Fit(waves, options, patches, cancel),
                WaveformColumn waves => AudioEncoder.Fit(waves, options, cancel),
                Column other => throw new NotSupportedException($"Column '{other.Name}' is a {other.GetType().Name}."),
            };
            if (encoder is not null)
            {
                encoders.Add(encoder);
                places.Add(place);
            }
        }

        return new FeatureEncoder([.. encoders], [.. places]);
    }

    /// <summary>Encodes rows; safe to call from several threads.</summary>
    /// <exception cref="InputException">A column of training is absent or of another kind.</exception>
    /// <param name="threads">Threads for what takes long; the numbers do not depend on it.</param>
    public DesignMatrix Transform(FeatureTable features, int threads, CancellationToken cancel = default)
    {
        float[] dense = new float[features.Count * DenseWidth];
        List<SparseRows> sparse = [];
        int offset = 0;
        for (int i = 0; i < encoders.Length; i++)
        {
            Column column = Find(features, encoders[i].Column, places[i]);
            encoders[i].Encode(column, dense, offset, DenseWidth, threads, cancel);
            offset += encoders[i].DenseWidth;
            if (encoders[i].EncodeSparse(column) is { } rows)
            {
                sparse.Add(rows);
            }
        }

        return new DesignMatrix(features.Count, DenseWidth, dense, sparse.Count == 0 ? null : SparseJoin.SideBySide(sparse))
        {
            DenseWidths = [.. encoders.Select(encoder => encoder.DenseWidth).Where(width => width > 0)],
        };
    }

    /// <summary>The same on one thread.</summary>
    public DesignMatrix Transform(FeatureTable features, CancellationToken cancel = default) => Transform(features, 1, cancel);

    private static Column Find(FeatureTable features, string name, int place) =>
        place < features.Columns.Length && features.Columns[place].Name == name
            ? features.Columns[place]
            : features.Columns.FirstOrDefault(column => column.Name == name)
                ?? throw new InputException($"there is no column '{name}', which training had", "features", "give all columns of training");

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(encoders.Length);
        for (int i = 0; i < encoders.Length; i++)
        {
            writer.Write(places[i]);
            encoders[i].Save(writer);
        }
    }

    public static FeatureEncoder Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "encoder");

        int count = NumberArrays.Count(reader);
        var (encoders, places) = (new ColumnEncoder[count], new int[count]);
        for (int i = 0; i < count; i++)
        {
            places[i] = reader.ReadInt32();
            encoders[i] = ColumnEncoder.Load(reader);
        }

        return new FeatureEncoder([.. encoders], [.. places]);
    }
}
