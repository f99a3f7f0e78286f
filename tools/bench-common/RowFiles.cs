using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.BenchCommon;

/// <summary>The rows of a block as raw files, so that the peers train on the very rows that the product's blocks hold.</summary>
internal static class RowFiles
{
    /// <summary>Writes train.x, test.x (float32, row-major), train.y, test.y (int32 classes or float64 targets) and rows.json.</summary>
    public static void Write(string folder, Block block)
    {
        Directory.CreateDirectory(folder);
        ImmutableArray<Column> columns = block.Train.Features.Columns;
        WriteMatrix(Path.Combine(folder, "train.x"), block.Train.Features);
        WriteMatrix(Path.Combine(folder, "test.x"), block.TestFeatures);
        WriteLabels(Path.Combine(folder, "train.y"), block.Train.Labels);
        WriteLabels(Path.Combine(folder, "test.y"), block.TestLabels);
        var meta = new
        {
            columns = block.Train.Features.Width,
            classes = block.Train.Labels.ClassCount,
            levels = columns.SelectMany(Levels).ToArray(),
        };
        File.WriteAllText(Path.Combine(folder, "rows.json"), JsonSerializer.Serialize(meta));
    }

    /// <summary>Levels of each raw input; 0 for numbers, and for ordered levels, whose codes are as good as numbers.</summary>
    private static IEnumerable<int> Levels(Column column) => column switch
    {
        CategoricalColumn { Ordered: false } categories => [categories.Levels.Length],
        ImageColumn image => Enumerable.Repeat(0, image.Height * image.Width * image.Channels),
        _ => [0],
    };

    private static void WriteMatrix(string path, FeatureTable table)
    {
        using FileStream file = File.Create(path);
        float[] row = new float[table.Width];
        for (int i = 0; i < table.Count; i++)
        {
            int at = 0;
            foreach (Column column in table.Columns)
            {
                at += Put(column, i, row.AsSpan(at));
            }

            file.Write(MemoryMarshal.AsBytes<float>(row));
        }
    }

    private static int Put(Column column, int row, Span<float> target)
    {
        switch (column)
        {
            case NumericColumn numbers:
                target[0] = numbers.Values[row];
                return 1;
            case CategoricalColumn categories:
                target[0] = categories.Codes[row] < 0 ? float.NaN : categories.Codes[row];
                return 1;
            case ImageColumn image:
                image.Pixels[row].CopyTo(target);
                return image.Pixels[row].Length;
            default:
                throw new InputException($"is a {column.GetType().Name}, which the peers do not take", $"column {column.Name}", "name sets of numbers, categories or images");
        }
    }

    private static void WriteLabels(string path, Labels labels) => File.WriteAllBytes(
        path,
        labels.Task == TaskKind.Regression ? MemoryMarshal.AsBytes<double>(labels.Values) : MemoryMarshal.AsBytes<int>(labels.Classes));
}
