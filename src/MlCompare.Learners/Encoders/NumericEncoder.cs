using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>A numeric column: the scaled value, and a missing indicator when training rows lack values.</summary>
internal sealed class NumericEncoder : ColumnEncoder
{
    internal const byte KindCode = 1;
    private readonly NumericScaler? scaler;
    private readonly float missing;

    private NumericEncoder(string column, NumericScaler? scaler, float missing)
        : base(column)
    {
        this.scaler = scaler;
        this.missing = missing;
    }

    /// <summary>Null when the column tells nothing: constant or wholly missing in training.</summary>
    public static NumericEncoder? Fit(NumericColumn column, EncoderOptions options)
    {
        int absent = column.Values.Count(float.IsNaN);
        bool indicate = options.MissingIndicators && absent > 0 && absent < column.Count;
        NumericScaler? scaler = NumericScaler.Fit(column.Values, options.Scaling, options.ClipAt);
        return scaler is null && !indicate
            ? null
            : new NumericEncoder(column.Name, scaler, indicate ? options.IndicatorValue : 0);
    }

    /// <summary>Null when only the indicator tells something.</summary>
    public NumericScaler? Scaler => scaler;

    /// <summary>Value of the indicator of missing numbers; 0 when there is none.</summary>
    public float Missing => missing;

    public override int DenseWidth => (scaler is null ? 0 : 1) + (missing == 0 ? 0 : 1);

    public override ImmutableArray<string> DenseNames =>
        [.. (scaler is null ? Array.Empty<string>() : [Column]), .. (missing == 0 ? Array.Empty<string>() : [$"{Column} is missing"])];

    public override void Encode(Column column, float[] dense, int offset, int stride)
    {
        float[] values = Require<NumericColumn>(column).Values;
        for (int i = 0; i < values.Length; i++)
        {
            int at = i * stride + offset;
            if (scaler is { } scale)
            {
                dense[at++] = scale.Apply(values[i]);
            }

            if (missing != 0)
            {
                dense[at] = float.IsNaN(values[i]) ? missing : 0;
            }
        }
    }

    protected override byte Kind => KindCode;

    protected override void SaveBody(BinaryWriter writer)
    {
        writer.Write(missing);
        writer.Write(scaler.HasValue);
        scaler?.Save(writer);
    }

    internal static NumericEncoder LoadBody(string column, BinaryReader reader)
    {
        float missing = reader.ReadSingle();
        return new NumericEncoder(column, reader.ReadBoolean() ? NumericScaler.Load(reader) : null, missing);
    }
}
