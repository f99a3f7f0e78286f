using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Kernel;

/// <summary>A fitted kernel expansion: the training rows, one weight a row and output.</summary>
public sealed class KernelPredictor : IPredictor
{
    private const byte Version = 7;

    private readonly FeatureEncoder encoder;
    private readonly float[] centre;
    private readonly KernelRows rows;
    private readonly float[] weights;
    private readonly ClassOrder? order;
    private readonly TargetScale? scale;
    private readonly ScoreScale probabilities;
    private readonly double[] shares;
    private readonly KernelForm form;
    private readonly KernelExpansion expansion;

    /// <param name="weights">Training rows × columns, row-major.</param>
    /// <param name="order">The class of each column; null for regression.</param>
    /// <param name="scale">Unit of the regression targets; null for classes.</param>
    internal KernelPredictor(
        FeatureEncoder encoder, float[] centre, KernelRows rows, float[] weights, ClassOrder? order, TargetScale? scale, KernelChoice choice, ScoreScale probabilities,
        FeatureMetric? metric = null)
    {
        (this.encoder, this.centre, this.rows, this.weights) = (encoder, centre, rows, weights);
        (this.order, this.scale, this.probabilities, shares) = (order, scale, probabilities, order?.Shares ?? []);
        (form, Bandwidth, Ridge, Metric) = (choice.Form, choice.Multiple, choice.Ridge, metric);
        expansion = new KernelExpansion(rows, weights, Columns, form, Bandwidth);
    }

    internal FeatureEncoder Encoder => encoder;

    /// <summary>What is taken off the dense features.</summary>
    internal float[] Centre => centre;

    internal KernelRows Rows => rows;

    /// <summary>Training rows × columns, row-major.</summary>
    internal float[] Weights => weights;

    internal ClassOrder? Order => order;

    internal TargetScale? Scale => scale;

    /// <summary>What makes probabilities of the linked scores of classes.</summary>
    internal ScoreScale Probabilities => probabilities;

    internal KernelForm Form => form;

    /// <summary>The kernel chosen.</summary>
    public KernelShape Shape => form.Shape;

    /// <summary>L, in units of the encoded features.</summary>
    public double Bandwidth { get; }

    /// <summary>What was added to the diagonal.</summary>
    public double Ridge { get; }

    public string? Remark { get; init; }

    public IReadOnlyList<ForecastPoint>? Forecast { get; init; }

    internal ClassWeights ClassWeights { get; init; }

    /// <summary>What <see cref="PosteriorSpread.Misses"/> gave; empty for classes.</summary>
    internal float[] Misses { get; init; } = [];

    /// <summary>The learned metric of the dense features; null: plain distances.</summary>
    public FeatureMetric? Metric { get; }

    /// <summary>Names of the encoded features, dense ones first: what the numbers of <see cref="Metric"/> belong to.</summary>
    public IReadOnlyList<string> FeatureNames => encoder.Names;

    private int Columns => order?.Count ?? 1;

    public Prediction Predict(FeatureTable features)
    {
        int results = order?.ClassCount ?? 1;
        double[] values = new double[features.Count * results];
        double[] scores = expansion.At(encoder.Transform(features), centre, Metric);
        for (int i = 0; i < features.Count; i++)
        {
            Finish(scores.AsSpan(i * Columns, Columns), values.AsSpan(i * results, results));
        }

        return new Prediction(values, results);
    }

    /// <summary>
    /// Intervals for new rows of a regression: as wide as the Gaussian process is unsure there, times what leave-one-out misses of
    /// training rows were in that unit, so that they hold the target as often as asked whatever the noise looks like.
    /// </summary>
    /// <param name="level">Probability, such as 0.9.</param>
    /// <exception cref="InvalidOperationException">The model is one of classes.</exception>
    public PredictionInterval[] Intervals(FeatureTable features, double level)
    {
        if (scale is null)
        {
            throw new InvalidOperationException("Intervals are for regression; classes have probabilities.");
        }

        int rank = (int)Math.Ceiling((Misses.Length + 1) * level) - 1;
        double times = rank >= 0 && rank < Misses.Length ? Misses[rank] : double.PositiveInfinity;
        double[] centres = Predict(features).Values;
        KernelRows queries = KernelRows.Of(encoder.Transform(features), centre, [.. Enumerable.Range(0, features.Count)], Metric);
        double[] spread = new PosteriorSpread(rows, rows.Count, new KernelChoice(form, Bandwidth, Ridge), CancellationToken.None).At(queries, 0, features.Count);
        double unit = scale.Restore(1) - scale.Restore(0);
        return [.. centres.Select((value, i) => new PredictionInterval(value - times * spread[i] * unit, value + times * spread[i] * unit))];
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        encoder.Save(writer);
        NumberArrays.Save(writer, centre);
        rows.Save(writer);
        NumberArrays.Save(writer, weights);
        writer.Write(order is not null);
        order?.Save(writer);
        scale?.Save(writer);
        writer.Write((int)form.Shape);
        writer.Write(form.Order);
        writer.Write(form.Interaction ?? double.NaN);
        writer.Write(Bandwidth);
        writer.Write(Ridge);
        writer.Write(probabilities.Factor);
        NumberArrays.Save<float>(writer, probabilities.Offsets);
        writer.Write(Metric is not null);
        Metric?.Save(writer);
        NumberArrays.Save<float>(writer, Misses);
        writer.Write((int)ClassWeights);
    }

    internal static KernelPredictor Load(BinaryReader reader) => Load(reader, reader.ReadByte());

    /// <param name="version">The first byte, read already.</param>
    internal static KernelPredictor Load(BinaryReader reader, byte version)
    {
        FileFormat.Expect(version, Version, "kernel model");
        FeatureEncoder encoder = FeatureEncoder.Load(reader);
        float[] centre = NumberArrays.Load<float>(reader);
        KernelRows rows = KernelRows.Load(reader);
        float[] weights = NumberArrays.Load<float>(reader);
        ClassOrder? order = reader.ReadBoolean() ? ClassOrder.Load(reader) : null;
        TargetScale? scale = order is null ? TargetScale.Load(reader) : null;
        KernelChoice choice = new(LoadForm(reader), reader.ReadDouble(), reader.ReadDouble());
        ScoreScale probabilities = new(reader.ReadDouble(), NumberArrays.Load<float>(reader));
        if (probabilities.Offsets.Length != (order?.Count ?? 0))
        {
            throw new InvalidDataException($"{probabilities.Offsets.Length} offsets of classes are given for {order?.Count ?? 0} of them.");
        }

        FeatureMetric? metric = reader.ReadBoolean() ? FeatureMetric.Load(reader) : null;
        return new KernelPredictor(encoder, centre, rows, weights, order, scale, choice, probabilities, metric)
        {
            Misses = NumberArrays.Load<float>(reader),
            ClassWeights = (ClassWeights)reader.ReadInt32(),
        };
    }

    private static KernelForm LoadForm(BinaryReader reader)
    {
        (KernelShape shape, int order, double interaction) = ((KernelShape)reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble());
        return Enum.IsDefined(shape) && order is >= 0 and <= KernelForm.MostOrder
            ? new KernelForm(shape, order, double.IsNaN(interaction) ? null : interaction)
            : throw new InvalidDataException($"There is no kernel {shape} of order {order}.");
    }

    private void Finish(Span<double> scores, Span<double> row)
    {
        if (order is null)
        {
            row[0] = scale!.Restore(scores[0]);
            return;
        }

        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] = Sharpness.Link(scores[k] + shares[k]) + probabilities.Offsets[k];
        }

        Softmax.Apply<double>(scores, probabilities.Factor, scores);
        if (ClassWeights == ClassWeights.Balanced)
        {
            double sum = 0;
            for (int k = 0; k < scores.Length; k++)
            {
                sum += scores[k] /= shares[k];
            }

            System.Numerics.Tensors.TensorPrimitives.Divide<double>(scores, sum, scores);
        }

        order.Spread(scores, row);
    }
}
