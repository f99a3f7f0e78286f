using MlCompare.Data;
using MlCompare.Data.Rows;

namespace MlCompare.Learners.Boosting;

/// <summary>How one column of a feature table becomes one or more columns of numbers.</summary>
internal abstract class InputColumn
{
    /// <summary>Encoded columns.</summary>
    public abstract int Width { get; }

    /// <summary>Levels in one of the encoded columns; 0 for numbers.</summary>
    public virtual int LevelsOf(int encoded) => 0;

    /// <summary>False when each encoded column is a raw input of its own, as pixels are.</summary>
    public virtual bool IsOneInput => true;

    /// <summary>Tag in saved models.</summary>
    public abstract byte Kind { get; }

    /// <summary>Writes the encoded rows into row-major <paramref name="target"/> at column <paramref name="offset"/>.</summary>
    public abstract void Fill(Column column, int first, int count, float[] target, int stride, int offset, CancellationToken cancel);

    /// <summary>Reads the encoded columns of all rows one after the other.</summary>
    public virtual ColumnReader Read(Column column, CancellationToken cancel)
    {
        float[] rows = new float[checked(column.Count * Width)];
        Fill(column, 0, column.Count, rows, Width, 0, cancel);
        return (j, buffer) =>
        {
            float[] target = buffer.Value;
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = rows[i * Width + j];
            }

            return target;
        };
    }

    public abstract void Save(BinaryWriter writer);

    /// <param name="maxBins">Bins that a column will have at most.</param>
    public static InputColumn Fit(Column column, BoostingOptions options, int maxBins, CancellationToken cancel) => column switch
    {
        NumericColumn => new NumberInput(),
        CategoricalColumn categories => CategoryInput.Fit(categories, maxBins, options.MinCategoryRows),
        ImageColumn image => new PixelInput(image.Height * image.Width * image.Channels),
        TextColumn texts => TextInput.Fit(texts, options.Terms, cancel),
        WaveformColumn waves => new SoundInput(waves.SampleRate, options.MelBands, options.TimeParts),
        _ => throw new InputException(
            $"columns of kind {column.GetType().Name} are not supported", $"column {column.Name}", "leave the column out"),
    };

    public static InputColumn Load(BinaryReader reader) => reader.ReadByte() switch
    {
        NumberInput.Tag => new NumberInput(),
        CategoryInput.Tag => CategoryInput.Read(reader),
        PixelInput.Tag => new PixelInput(reader.ReadInt32()),
        TextInput.Tag => TextInput.Read(reader),
        SoundInput.Tag => SoundInput.Read(reader),
        LevelTargets.Tag => LevelTargets.Read(reader),
        byte tag => throw new InvalidDataException($"Unknown kind of input {tag} in a saved boosting model."),
    };

    /// <summary>The column as the kind that the model was fitted on.</summary>
    protected static T As<T>(Column column)
        where T : Column => column as T ?? throw new InputException(
            $"is a {column.GetType().Name} where the model was fitted on a {typeof(T).Name}",
            $"column {column.Name}",
            "give the columns of the training rows in their order");
}

/// <summary>A number as it is.</summary>
internal sealed class NumberInput : InputColumn
{
    public const byte Tag = 0;

    public override int Width => 1;

    public override byte Kind => Tag;

    public override void Fill(Column column, int first, int count, float[] target, int stride, int offset, CancellationToken cancel)
    {
        float[] values = As<NumericColumn>(column).Values;
        for (int i = 0; i < count; i++)
        {
            target[i * stride + offset] = values[first + i];
        }
    }

    public override ColumnReader Read(Column column, CancellationToken cancel)
    {
        float[] values = As<NumericColumn>(column).Values;
        return (_, _) => values;
    }

    public override void Save(BinaryWriter writer)
    {
    }
}

/// <summary>The pixels of an image, one column each.</summary>
internal sealed class PixelInput(int width) : InputColumn
{
    public const byte Tag = 2;

    public override int Width => width;

    public override bool IsOneInput => false;

    public override byte Kind => Tag;

    public override void Fill(Column column, int first, int count, float[] target, int stride, int offset, CancellationToken cancel)
    {
        ValueRows pixels = As<ImageColumn>(column).Pixels;
        float[]? buffer = null;
        for (int i = 0; i < count; i++)
        {
            Sized(pixels.Packed(first + i), first + i, column).ValuesIn(ref buffer).CopyTo(target.AsSpan(i * stride + offset));
        }
    }

    public override ColumnReader Read(Column column, CancellationToken cancel)
    {
        // Each is wanted once for every pixel, so all of them are held, packed.
        ValueRows pixels = As<ImageColumn>(column).Pixels;
        PackedValues[] images = new PackedValues[pixels.Count];
        for (int i = 0; i < images.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            images[i] = Sized(pixels.Packed(i), i, column);
        }

        return (j, buffer) =>
        {
            float[] target = buffer.Value;
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = images[i][j];
            }

            return target;
        };
    }

    public override void Save(BinaryWriter writer) => writer.Write(width);

    private PackedValues Sized(PackedValues image, int row, Column column) => image.Length == width ? image : throw new InputException(
        $"an image of {image.Length} values where the model was fitted on {width}",
        $"column {column.Name}, row {row + 1}",
        "give images of one size");
}
