using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;
using MlCompare.Native.Workers;

namespace MlCompare.Torch.NasBert;

/// <summary>A fine-tuned classifier in ML.NET's own format; it predicts in a worker, for libtorch is not wanted in the study's process.</summary>
/// <param name="column">The text column's name.</param>
/// <param name="model">Empty where one class was all there was.</param>
internal sealed class NasBertPredictor(string column, ClassOrder order, byte[] model, DeviceUse? device) : IPredictor
{
    private const byte Version = 1;

    public DeviceUse? Device => device;

    public Prediction Predict(FeatureTable features)
    {
        TextColumn texts = features.Columns.OfType<TextColumn>().FirstOrDefault(text => text.Name == column)
            ?? throw new InputException($"there is no text column '{column}', which training had", "features", "give the columns of training");
        double[] values = new double[texts.Count * order.ClassCount];
        float[] scores = model.Length == 0 || texts.Count == 0 ? [] : Scores(texts);
        for (int row = 0; row < texts.Count; row++)
        {
            order.Spread(scores.Length == 0 ? order.Shares : Softmax(scores.AsSpan(row * order.Count, order.Count)), values.AsSpan(row * order.ClassCount, order.ClassCount));
        }

        return new Prediction(values, order.ClassCount);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(column);
        order.Save(writer);
        NumberArrays.Save<byte>(writer, model);
    }

    public static NasBertPredictor Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "text classifier of ML.NET");
        return new NasBertPredictor(reader.ReadString(), ClassOrder.Load(reader), NumberArrays.Load<byte>(reader), null);
    }

    private float[] Scores(TextColumn texts)
    {
        using BinaryReader answer = WorkerPool.Run<NasBertScoreJob>(
            request =>
            {
                NumberArrays.Save<byte>(request, model);
                request.Write(texts.Count);
                foreach (string? text in texts.Values)
                {
                    request.Write(text ?? "");
                }
            },
            CancellationToken.None);
        return NumberArrays.Load<float>(answer);
    }

    private static double[] Softmax(ReadOnlySpan<float> scores)
    {
        double[] shares = new double[scores.Length];
        double highest = double.NegativeInfinity, sum = 0;
        foreach (float score in scores)
        {
            highest = Math.Max(highest, score);
        }

        for (int k = 0; k < shares.Length; k++)
        {
            sum += shares[k] = Math.Exp(scores[k] - highest);
        }

        for (int k = 0; k < shares.Length; k++)
        {
            shares[k] /= sum;
        }

        return shares;
    }
}
