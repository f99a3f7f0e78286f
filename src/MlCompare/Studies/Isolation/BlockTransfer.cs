using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlCompare.Data;
using MlCompare.Data.Audio;
using MlCompare.Data.Images;
using MlCompare.Data.Rows;

namespace MlCompare.Studies.Isolation;

/// <summary>Blocks on a pipe between two processes of one build: as they lie in memory, no file format.</summary>
internal static class BlockTransfer
{
    /// <param name="other">A block that went before; where the test rows are its own, they do not go again. Null: there is none.</param>
    public static void Write(BinaryWriter writer, Block block, Block? other)
    {
        Write(writer, block.Train.Features);
        Write(writer, block.Train.Labels);
        Write(writer, block.TrainTrue);
        Write(writer, block.TrainTruth);
        bool same = ReferenceEquals(block.TestFeatures, other?.TestFeatures) && ReferenceEquals(block.TestLabels, other.TestLabels) && ReferenceEquals(block.TestTruth, other.TestTruth);
        writer.Write(same);
        if (!same)
        {
            Write(writer, block.TestFeatures);
            Write(writer, block.TestLabels);
            Write(writer, block.TestTruth);
            writer.Write(block.FixedTest);
        }
    }

    public static Block Read(BinaryReader reader, Block? other)
    {
        TrainingSet train = new(Features(reader), Labels(reader));
        Labels clean = Labels(reader);
        Truth? truth = Truth(reader);
        return reader.ReadBoolean()
            ? other! with { Train = train, TrainTrue = clean, TrainTruth = truth }
            : new Block(train, clean, Features(reader), Labels(reader), truth, Truth(reader)) { FixedTest = reader.ReadBoolean() };
    }

    private static void Write(BinaryWriter writer, FeatureTable features)
    {
        writer.Write((int)features.Modality);
        writer.Write(features.Columns.Length);
        foreach (Column column in features.Columns)
        {
            writer.Write(column.GetType().Name);
            writer.Write(column.Name);
            Write(writer, column);
        }
    }

    private static FeatureTable Features(BinaryReader reader)
    {
        Modality modality = (Modality)reader.ReadInt32();
        Column[] columns = new Column[reader.ReadInt32()];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Column(reader, reader.ReadString(), reader.ReadString());
        }

        return new FeatureTable(modality, columns);
    }

    private static void Write(BinaryWriter writer, Column column)
    {
        switch (column)
        {
            case NumericColumn numbers:
                Write<float>(writer, numbers.Values);
                break;
            case CategoricalColumn levels:
                Write<int>(writer, levels.Codes);
                Write(writer, levels.Levels);
                writer.Write(levels.Ordered);
                break;
            case TextColumn texts:
                Write(writer, texts.Values);
                break;
            case ImageColumn { Pixels: OnDemandRows { Source: ImageFiles files } rows }:
                // The other process decodes what it needs itself.
                writer.Write(true);
                files.Write(writer, rows.Items);
                break;
            case ImageColumn images:
                writer.Write(false);
                Write(writer, images.Pixels);
                writer.Write(images.Height);
                writer.Write(images.Width);
                writer.Write(images.Channels);
                break;
            case WaveformColumn { Samples: OnDemandRows { Source: WaveFiles files } rows } waves:
                writer.Write(true);
                files.Write(writer, rows.Items);
                writer.Write(waves.SampleRate);
                break;
            case WaveformColumn waves:
                writer.Write(false);
                Write(writer, waves.Samples);
                writer.Write(waves.SampleRate);
                break;
            default:
                throw new NotSupportedException($"Columns of type {column.GetType().Name} cannot be sent to another process.");
        }
    }

    private static Column Column(BinaryReader reader, string kind, string name) => kind switch
    {
        nameof(NumericColumn) => new NumericColumn(name, Array<float>(reader)),
        nameof(CategoricalColumn) => new CategoricalColumn(name, Array<int>(reader), Names(reader), reader.ReadBoolean()),
        nameof(TextColumn) => new TextColumn(name, Texts(reader)),
        nameof(ImageColumn) when reader.ReadBoolean() => Images(name, ImageFiles.Read(reader)),
        nameof(ImageColumn) => new ImageColumn(name, Rows(reader), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()),
        nameof(WaveformColumn) when reader.ReadBoolean() => Sounds(name, WaveFiles.Read(reader), reader.ReadInt32()),
        nameof(WaveformColumn) => new WaveformColumn(name, Rows(reader), reader.ReadInt32()),
        _ => throw new InvalidDataException($"No column is of type {kind}."),
    };

    private static void Write(BinaryWriter writer, Labels labels)
    {
        bool numbers = labels.Task == TaskKind.Regression;
        writer.Write(numbers);
        if (numbers)
        {
            Write<double>(writer, labels.Values);
            return;
        }

        Write<int>(writer, labels.Classes);
        Write(writer, labels.ClassNames);
    }

    private static Labels Labels(BinaryReader reader) => reader.ReadBoolean()
        ? Data.Labels.OfValues(Array<double>(reader))
        : Data.Labels.OfClasses(Array<int>(reader), Names(reader));

    private static void Write(BinaryWriter writer, Truth? truth)
    {
        writer.Write(truth is not null);
        if (truth is not null)
        {
            Write<double>(writer, truth.Values);
            writer.Write(truth.Columns);
            writer.Write(truth.NoiseVariance);
        }
    }

    private static Truth? Truth(BinaryReader reader) =>
        reader.ReadBoolean() ? new Truth(Array<double>(reader), reader.ReadInt32(), reader.ReadDouble()) : null;

    private static void Write(BinaryWriter writer, ImmutableArray<string> names) => Write(writer, ImmutableCollectionsMarshal.AsArray(names)!);

    private static ImmutableArray<string> Names(BinaryReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(Texts(reader)!)!;

    private static void Write(BinaryWriter writer, string?[] texts)
    {
        writer.Write(texts.Length);
        foreach (string? text in texts)
        {
            writer.Write(text is not null);
            if (text is not null)
            {
                writer.Write(text);
            }
        }
    }

    private static string?[] Texts(BinaryReader reader)
    {
        string?[] texts = new string?[reader.ReadInt32()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadBoolean() ? reader.ReadString() : null;
        }

        return texts;
    }

    private static ImageColumn Images(string name, ImageFiles files) =>
        new(name, files.Rows(files.Count), files.Height, files.Width, files.Channels);

    private static WaveformColumn Sounds(string name, WaveFiles files, int sampleRate) => new(name, files.Rows(files.Count), sampleRate);

    private static void Write(BinaryWriter writer, ValueRows rows)
    {
        writer.Write(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            PackedValues row = rows.Packed(i);
            byte[] room = new byte[row.Bytes];
            row.CopyTo(room);
            writer.Write((byte)row.Kept);
            Write<byte>(writer, room);
        }
    }

    private static ValueRows Rows(BinaryReader reader)
    {
        PackedValues[] rows = new PackedValues[reader.ReadInt32()];
        for (int i = 0; i < rows.Length; i++)
        {
            PackedValues.Form kept = (PackedValues.Form)reader.ReadByte();
            rows[i] = PackedValues.From(Array<byte>(reader), kept);
        }

        return ValueRows.Of(rows);
    }

    private static void Write<T>(BinaryWriter writer, T[] values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        foreach (T[] part in values.Length * (long)Unsafe.SizeOf<T>() > int.MaxValue ? values.Chunk(1 << 20) : [values])
        {
            writer.Write(MemoryMarshal.AsBytes<T>(part));
        }
    }

    private static T[] Array<T>(BinaryReader reader)
        where T : unmanaged
    {
        T[] values = new T[reader.ReadInt32()];
        for (int start = 0; start < values.Length; start += 1 << 20)
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(1 << 20, values.Length - start))));
        }

        return values;
    }
}
