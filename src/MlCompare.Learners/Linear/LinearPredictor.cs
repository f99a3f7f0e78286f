using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Linear;

/// <summary>Encoded features times weights, through a softmax for classes.</summary>
/// <param name="order">The class of each weight column; two classes share one column, for the second; null for regression.</param>
/// <param name="scale">Unit of the regression targets; null for classes.</param>
/// <param name="weights">Features, then intercepts, times score columns; row-major.</param>
internal sealed class LinearPredictor(FeatureEncoder encoder, ClassOrder? order, TargetScale? scale, float[] weights) : IPredictor
{
    private const byte Version = 2;
    private const int BlockRows = 512;

    public FeatureEncoder Encoder => encoder;

    public ClassOrder? Order => order;

    public TargetScale? Scale => scale;

    /// <summary>Features, then intercepts, times score columns; row-major.</summary>
    public float[] Weights => weights;

    private int ScoreColumns => order is { Count: > 2 } ? order.Count : 1;

    public Prediction Predict(FeatureTable features)
    {
        DesignMatrix matrix = encoder.Transform(features);
        int columns = order?.ClassCount ?? 1;
        double[] values = new double[matrix.Count * columns], occurring = new double[order?.Count ?? 0];
        float[] scores = new float[Math.Min(BlockRows, matrix.Count) * ScoreColumns];
        for (int first = 0; first < matrix.Count; first += BlockRows)
        {
            int count = Math.Min(BlockRows, matrix.Count - first);
            LinearScores.Multiply(matrix, first, count, weights, ScoreColumns, scores);
            for (int i = 0; i < count; i++)
            {
                Link(scores.AsSpan(i * ScoreColumns, ScoreColumns), occurring, values.AsSpan((first + i) * columns, columns));
            }
        }

        return new Prediction(values, columns);
    }

    private void Link(ReadOnlySpan<float> scores, Span<double> occurring, Span<double> row)
    {
        if (order is null)
        {
            row[0] = scale!.Restore(scores[0]);
            return;
        }

        if (order.Count == 2)
        {
            (occurring[0], occurring[1]) = Softmax.OfTwo(scores[0]);
        }
        else
        {
            Softmax.Apply(scores, 1, occurring);
        }

        order.Spread(occurring, row);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        encoder.Save(writer);
        writer.Write(order is not null);
        order?.Save(writer);
        scale?.Save(writer);
        NumberArrays.Save(writer, weights);
    }

    public static LinearPredictor Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "linear model");

        FeatureEncoder encoder = FeatureEncoder.Load(reader);
        bool classes = reader.ReadBoolean();
        return new LinearPredictor(
            encoder, classes ? ClassOrder.Load(reader) : null, classes ? null : TargetScale.Load(reader), NumberArrays.Load<float>(reader));
    }
}
