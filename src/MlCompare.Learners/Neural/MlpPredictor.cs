using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural;

/// <summary>A fitted <see cref="MlpLearner"/>.</summary>
internal sealed class MlpPredictor(FeatureEncoder encoder, PiecewiseLinearEmbedding embedding, Ensemble ensemble) : IPredictor
{
    private const byte Version = 2;

    public Prediction Predict(FeatureTable features) =>
        new(ensemble.Predict(new NetworkInputs(encoder.Transform(features), embedding)), ensemble.Columns);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        encoder.Save(writer);
        embedding.Save(writer);
        writer.Write(ensemble is RegressionEnsemble);
        ensemble.Save(writer);
    }

    public static MlpPredictor Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "network");
        return new MlpPredictor(
            FeatureEncoder.Load(reader),
            PiecewiseLinearEmbedding.Load(reader),
            reader.ReadBoolean() ? RegressionEnsemble.Load(reader) : ClassEnsemble.Load(reader));
    }
}
