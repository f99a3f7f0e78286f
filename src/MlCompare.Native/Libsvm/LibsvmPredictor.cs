using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;

namespace MlCompare.Native.Libsvm;

/// <summary>Support vectors and their weights, predicting without the library.</summary>
public sealed class LibsvmPredictor : IPredictor
{
    private const byte Version = 1;

    private readonly FeatureEncoder encoder;
    private readonly SvmHead head;
    private readonly SvmKernel kernel;
    private readonly DesignMatrix? support;
    private readonly SvmModel? model;
    private readonly PlattScale[] scales;

    internal LibsvmPredictor(FeatureEncoder encoder, SvmHead head, SvmKernel kernel, DesignMatrix? support, SvmModel? model, PlattScale[] scales) =>
        (this.encoder, this.head, this.kernel, this.support, this.model, this.scales) = (encoder, head, kernel, support, model, scales);

    internal FeatureEncoder Encoder => encoder;

    internal SvmHead Head => head;

    internal SvmKernel Kernel => kernel;

    /// <summary>Null where one class only occurred.</summary>
    internal DesignMatrix? Support => support;

    internal SvmModel? Machine => model;

    /// <summary>One a pair of classes.</summary>
    internal PlattScale[] Scales => scales;

    /// <summary>Number of support vectors.</summary>
    public int SupportCount => model?.Support.Length ?? 0;

    internal static LibsvmPredictor Constant(FeatureEncoder encoder, SvmHead head) => new(encoder, head, new SvmKernel(SvmShape.Linear, 0), null, null, []);

    public Prediction Predict(FeatureTable features)
    {
        ArgumentNullException.ThrowIfNull(features);
        double[] values = new double[features.Count * head.Columns];
        DesignMatrix? rows = model is null ? null : encoder.Transform(features);
        double[] scores = new double[head.Scores];
        for (int row = 0; row < features.Count; row++)
        {
            Span<double> prediction = values.AsSpan(row * head.Columns, head.Columns);
            if (rows is null)
            {
                head.FinishConstant(prediction);
                continue;
            }

            Score(rows, row, support!, model!, kernel, scores);
            head.Finish(scores, scales, prediction);
        }

        return new Prediction(values, head.Columns);
    }

    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Version);
        encoder.Save(writer);
        head.Save(writer);
        writer.Write((int)kernel.Shape);
        writer.Write(kernel.Gamma);
        writer.Write(model is not null);
        if (model is not null)
        {
            model.Save(writer);
            NumberArrays.Save<double>(writer, scales.SelectMany(scale => (double[])[scale.Slope, scale.Shift]).ToArray());
            writer.Write(support!.DenseWidth);
            NumberArrays.Save<float>(writer, support.Dense);
            writer.Write(support.Sparse is not null);
            support.Sparse?.Save(writer);
        }
    }

    internal static LibsvmPredictor Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "LIBSVM model");
        FeatureEncoder encoder = FeatureEncoder.Load(reader);
        SvmHead head = SvmHead.Load(reader);
        SvmKernel kernel = new((SvmShape)reader.ReadInt32(), reader.ReadDouble());
        if (!reader.ReadBoolean())
        {
            return new LibsvmPredictor(encoder, head, kernel, null, null, []);
        }

        SvmModel model = SvmModel.Load(reader);
        PlattScale[] scales = [.. NumberArrays.Load<double>(reader).Chunk(2).Select(pair => new PlattScale(pair[0], pair[1]))];
        int width = reader.ReadInt32();
        float[] dense = NumberArrays.Load<float>(reader);
        DesignMatrix support = new(model.Support.Length, width, dense, reader.ReadBoolean() ? SparseRows.Load(reader) : null);
        return new LibsvmPredictor(encoder, head, kernel, support, model, scales);
    }

    internal static void Score(DesignMatrix rows, int row, DesignMatrix support, SvmModel model, SvmKernel kernel, Span<double> scores)
    {
        double[] kernels = new double[support.Count];
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i] = kernel.Value(support, i, rows, row);
        }

        model.Score(kernels, scores);
    }
}
