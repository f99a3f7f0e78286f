using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.MLNet.Rows;
using MlCompare.Native.Libsvm;

namespace MlCompare.MLNet.Learners;

/// <summary>A model in ML.NET's own format, with the encoding in front of it.</summary>
internal sealed class MlNetPredictor : IPredictor
{
    private const byte Version = 2;

    private readonly RowEncoding encoding;
    private readonly MlNetHead head;
    private readonly byte[] model;
    private readonly PlattScale[] scales;
    private readonly ITransformer? transformer;

    public MlNetPredictor(RowEncoding encoding, MlNetHead head, byte[] model, PlattScale[] scales)
    {
        (this.encoding, this.head, this.model, this.scales) = (encoding, head, model, scales);
        if (model.Length > 0)
        {
            using MemoryStream file = new(model, writable: false);
            transformer = new MLContext(0).Model.Load(file, out _);
        }
    }

    public Prediction Predict(FeatureTable features)
    {
        double[] values = new double[features.Count * head.Columns];
        if (transformer is null)
        {
            for (int row = 0; row < features.Count; row++)
            {
                head.Constant(values.AsSpan(row * head.Columns, head.Columns));
            }

            return new Prediction(values, head.Columns);
        }

        IDataView scored = transformer.Transform(encoding.Encode(features).View(null));
        DataViewSchema.Column said = scored.Schema[head.Order?.Count == 2 && scales.Length == 0 ? "Probability" : "Score"];
        using DataViewRowCursor cursor = scored.GetRowCursor([said]);
        if (said.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<float>> vector = cursor.GetGetter<VBuffer<float>>(said);
            VBuffer<float> buffer = default;
            float[] dense = new float[head.Order!.Count];
            while (cursor.MoveNext())
            {
                vector(ref buffer);
                buffer.CopyTo(dense);
                Finish(cursor, dense, values);
            }
        }
        else
        {
            ValueGetter<float> number = cursor.GetGetter<float>(said);
            float value = 0;
            while (cursor.MoveNext())
            {
                number(ref value);
                Finish(cursor, [value], values);
            }
        }

        return new Prediction(values, head.Columns);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        encoding.Save(writer);
        head.Save(writer);
        NumberArrays.Save<byte>(writer, model);
        SaveScales(writer, scales);
    }

    public static MlNetPredictor Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "model of ML.NET");
        return new MlNetPredictor(RowEncoding.Load(reader), MlNetHead.Load(reader), NumberArrays.Load<byte>(reader), LoadScales(reader));
    }

    public static void SaveScales(BinaryWriter writer, PlattScale[] scales) =>
        NumberArrays.Save<double>(writer, [.. scales.SelectMany(scale => (double[])[scale.Slope, scale.Shift])]);

    public static PlattScale[] LoadScales(BinaryReader reader) =>
        [.. NumberArrays.Load<double>(reader).Chunk(2).Select(pair => new PlattScale(pair[0], pair[1]))];

    private void Finish(DataViewRowCursor cursor, Span<float> said, double[] values)
    {
        for (int k = 0; k < scales.Length && !float.IsNaN(said[k]); k++)
        {
            said[k] = (float)scales[k].OfFirst(said[k]);
        }

        head.Finish(said, values.AsSpan(checked((int)cursor.Position) * head.Columns, head.Columns));
    }
}
