using MlCompare.Data;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Linear;

/// <summary>Encoded features times weights, through a softmax for classes.</summary>
/// <param name="classes">Label code of each weight column; two classes share one column, for the second; empty for regression.</param>
/// <param name="classCount">Columns of the prediction; 1 for regression.</param>
/// <param name="weights">Features, then intercepts, times score columns; row-major.</param>
internal sealed class LinearPredictor(
    FeatureEncoder encoder, int[] classes, int classCount, double centre, double scale, float[] weights) : IPredictor
{
    private const int BlockRows = 512;

    private int ScoreColumns => classes.Length > 2 ? classes.Length : 1;

    public Prediction Predict(FeatureTable features)
    {
        DesignMatrix matrix = encoder.Transform(features);
        double[] values = new double[matrix.Count * classCount];
        float[] scores = new float[Math.Min(BlockRows, matrix.Count) * ScoreColumns];
        for (int first = 0; first < matrix.Count; first += BlockRows)
        {
            int count = Math.Min(BlockRows, matrix.Count - first);
            LinearScores.Multiply(matrix, first, count, weights, ScoreColumns, scores);
            for (int i = 0; i < count; i++)
            {
                Link(scores.AsSpan(i * ScoreColumns, ScoreColumns), values.AsSpan((first + i) * classCount, classCount));
            }
        }

        return new Prediction(values, classCount);
    }

    private void Link(ReadOnlySpan<float> scores, Span<double> row)
    {
        switch (classes.Length)
        {
            case 0:
                row[0] = centre + scale * scores[0];
                break;
            case 1:
                row[classes[0]] = 1;
                break;
            case 2:
                double small = Math.Exp(-Math.Abs((double)scores[0]));
                row[classes[scores[0] > 0 ? 1 : 0]] = 1 / (1 + small);
                row[classes[scores[0] > 0 ? 0 : 1]] = small / (1 + small);
                break;
            default:
                Softmax(scores, row);
                break;
        }
    }

    private void Softmax(ReadOnlySpan<float> scores, Span<double> row)
    {
        double highest = System.Numerics.Tensors.TensorPrimitives.Max(scores);
        double sum = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            sum += row[classes[k]] = Math.Exp(scores[k] - highest);
        }

        for (int k = 0; k < scores.Length; k++)
        {
            row[classes[k]] /= sum;
        }
    }

    public void Save(BinaryWriter writer)
    {
        encoder.Save(writer);
        writer.Write(classCount);
        writer.Write(classes.Length);
        foreach (int code in classes)
        {
            writer.Write(code);
        }

        writer.Write(centre);
        writer.Write(scale);
        FloatArrays.Save(writer, weights);
    }

    public static LinearPredictor Load(BinaryReader reader)
    {
        FeatureEncoder encoder = FeatureEncoder.Load(reader);
        int classCount = reader.ReadInt32();
        int[] classes = new int[reader.ReadInt32()];
        for (int k = 0; k < classes.Length; k++)
        {
            classes[k] = reader.ReadInt32();
        }

        return new LinearPredictor(encoder, classes, classCount, reader.ReadDouble(), reader.ReadDouble(), FloatArrays.Load(reader));
    }
}
