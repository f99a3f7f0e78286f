using MlCompare.Data;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Encoders;

namespace MlCompare.MLNet.Rows;

/// <summary>What rows become for a trainer of ML.NET, and what of that is a category.</summary>
/// <param name="Matrix">One row each; numbers that are missing may be NaN where the trainer takes them.</param>
/// <param name="LevelSlots">First and last slot of each category, one after the other; empty when the trainer takes none.</param>
internal sealed record EncodedRowSet(DesignMatrix Matrix, int[] LevelSlots)
{
    public EncodedView View(EncodedLabels? labels) => new(Matrix, LevelSlots, labels);
}

/// <summary>How feature tables become vectors; columns count in ordinal order of their names, so that their order in the table changes nothing.</summary>
internal abstract class RowEncoding
{
    private const byte Raw = 0, Filled = 1, Stock = 2;

    /// <summary>Slots of a row; with none there is nothing to learn from.</summary>
    public abstract int Width { get; }

    public abstract EncodedRowSet Encode(FeatureTable features, CancellationToken cancel = default);

    /// <summary>Missing numbers stay missing, categories are marked as such: for LightGBM.</summary>
    public static RowEncoding FitRaw(FeatureTable features, BoostingOptions options, CancellationToken cancel) =>
        new RawEncoding(InputEncoding.Fit(features, options, cancel));

    /// <summary>Missing numbers are filled in and marked, categories are indicators: for trainers that drop rows with missing values.</summary>
    public static RowEncoding FitFilled(FeatureTable features, EncoderOptions options, CancellationToken cancel) =>
        new FilledEncoding(FeatureEncoder.Fit(ByName(features), options, cancel));

    /// <summary>The same without scaling, which trees do not see, and with words only of texts.</summary>
    public static RowEncoding FitForTrees(FeatureTable features, int words, CancellationToken cancel) => FitFilled(
        features, new EncoderOptions { Scaling = NumericScaling.None, ClipAt = 0, Pixels = PixelScaling.None, WordFeatures = words, CharacterFeatures = 0 }, cancel);

    public void Save(BinaryWriter writer)
    {
        writer.Write(this is StockEncoding ? Stock : this is RawEncoding ? Raw : Filled);
        SaveBody(writer);
    }

    public static RowEncoding Load(BinaryReader reader) => reader.ReadByte() switch
    {
        Raw => new RawEncoding(InputEncoding.Load(reader)),
        Stock => StockEncoding.LoadBody(reader),
        Filled => new FilledEncoding(FeatureEncoder.Load(reader)),
        byte kind => throw new InvalidDataException($"Unknown kind of encoding {kind} in a saved model of ML.NET."),
    };

    protected abstract void SaveBody(BinaryWriter writer);

    protected static FeatureTable ByName(FeatureTable features) =>
        new(features.Modality, features.Columns.OrderBy(column => column.Name, StringComparer.Ordinal));

    private sealed class FilledEncoding(FeatureEncoder encoder) : RowEncoding
    {
        public override int Width => encoder.Width;

        public override EncodedRowSet Encode(FeatureTable features, CancellationToken cancel) => new(encoder.Transform(features, cancel), []);

        protected override void SaveBody(BinaryWriter writer) => encoder.Save(writer);
    }

    private sealed class RawEncoding(InputEncoding encoding) : RowEncoding
    {
        private readonly int[] levels = encoding.Levels;

        public override int Width => levels.Sum(count => Math.Max(1, count));

        public override EncodedRowSet Encode(FeatureTable features, CancellationToken cancel) =>
            LevelIndicators.Of(encoding.Encode(features, 0, features.Count, cancel).Values, levels);

        protected override void SaveBody(BinaryWriter writer) => encoding.Save(writer);
    }
}
