using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Tables;

/// <summary>A table as rows of numbers in which the numbers of one feature stand side by side.</summary>
internal sealed class FeatureTokenEncoder(FeatureEncoder encoder) : NetworkEncoder
{
    public FeatureEncoder Encoder => encoder;

    public override NetworkInput? Input => encoder.DenseWidth == 0 ? null : new NetworkInput.Columns(0, encoder.DenseWidth);

    /// <summary>Numbers of each feature.</summary>
    public ImmutableArray<int> Sizes => [.. encoder.DenseWidths.Where(width => width > 0)];

    public static FeatureTokenEncoder Fit(FeatureTable train, CancellationToken cancel)
    {
        FeatureTable byName = new(train.Modality, train.Columns.OrderBy(column => column.Name, StringComparer.Ordinal));
        return new FeatureTokenEncoder(FeatureEncoder.Fit(byName, new EncoderOptions { WordFeatures = 0, CharacterFeatures = 0 }, cancel));
    }

    public override NetworkRows Transform(FeatureTable features, CancellationToken cancel = default)
    {
        DesignMatrix design = encoder.Transform(features, cancel);
        return new DenseRows(design.DenseWidth, design.Dense, design.Count);
    }

    public override void Save(BinaryWriter writer) => encoder.Save(writer);

    public static FeatureTokenEncoder Load(BinaryReader reader) => new(FeatureEncoder.Load(reader));
}
