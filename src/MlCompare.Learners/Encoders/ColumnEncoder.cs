using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>Makes numbers of one fitted column; a row's numbers depend on that row only.</summary>
internal abstract class ColumnEncoder(string column)
{
    /// <summary>Name of the column that it reads.</summary>
    public string Column { get; } = column;

    public abstract int DenseWidth { get; }

    public virtual int SparseWidth => 0;

    /// <summary>Names of the dense numbers it makes.</summary>
    public abstract ImmutableArray<string> DenseNames { get; }

    public virtual ImmutableArray<string> SparseNames => [];

    /// <summary>Writes row i to <paramref name="dense"/> from i × <paramref name="stride"/> + <paramref name="offset"/> on.</summary>
    public abstract void Encode(Column column, float[] dense, int offset, int stride);

    /// <summary>The same; what takes long uses all threads and looks at <paramref name="cancel"/> between rows.</summary>
    public virtual void Encode(Column column, float[] dense, int offset, int stride, int threads, CancellationToken cancel) =>
        Encode(column, dense, offset, stride);

    public virtual SparseRows? EncodeSparse(Column column) => null;

    protected abstract byte Kind { get; }

    protected abstract void SaveBody(BinaryWriter writer);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Kind);
        writer.Write(Column);
        SaveBody(writer);
    }

    public static ColumnEncoder Load(BinaryReader reader)
    {
        byte kind = reader.ReadByte();
        string column = reader.ReadString();
        return kind switch
        {
            NumericEncoder.KindCode => NumericEncoder.LoadBody(column, reader),
            CategoricalEncoder.KindCode => CategoricalEncoder.LoadBody(column, reader),
            TextEncoder.KindCode => TextEncoder.LoadBody(column, reader),
            ImageEncoder.KindCode => ImageEncoder.LoadBody(column, reader),
            AudioEncoder.KindCode => AudioEncoder.LoadBody(column, reader),
            PatchEncoder.KindCode => PatchEncoder.LoadBody(column, reader),
            SoundPatchEncoder.KindCode => SoundPatchEncoder.LoadBody(column, reader),
            SpectrumEncoder.KindCode => SpectrumEncoder.LoadBody(column, reader),
            _ => throw new InvalidDataException($"Encoder kind {kind} of column '{column}' is unknown."),
        };
    }

    protected TColumn Require<TColumn>(Column column)
        where TColumn : Column => column as TColumn
        ?? throw new InputException(
            $"was a {typeof(TColumn).Name} in training but is a {column.GetType().Name}", $"column '{Column}'", "give the column types of training");
}
