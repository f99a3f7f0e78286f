using System.Globalization;
using MlCompare.Data.Tables;

namespace MlCompare.Data.Images;

/// <summary>Tables with one image a row: a label column and one numeric column a pixel, row by row.</summary>
public static class PixelTable
{
    /// <summary>Makes images of all columns but the label, in their order.</summary>
    /// <param name="label">Name of the label column; null: the last one.</param>
    /// <param name="maximum">The value of a white pixel; values are divided by it.</param>
    /// <exception cref="InputException">The number of columns does not fit the shape, or a pixel is not a number from 0 to the maximum.</exception>
    public static LabelledColumn Read(RawTable table, string? label, int height, int width, int channels, double maximum)
    {
        CellColumn target = TableBuilder.FindLabel(table, new TableSchema { Label = label });
        CellColumn[] inputs = [.. table.Columns.Where(column => column != target)];
        if (inputs.Length != height * width * channels)
        {
            throw new InputException(
                $"it has {inputs.Length} pixel columns, but images of {width}x{height} pixels with {channels} channels need {height * width * channels}",
                table.Files, "correct the shape");
        }

        float[][] pixels = new float[table.Rows][];
        string[] classes = new string[table.Rows];
        for (int row = 0; row < pixels.Length; row++)
        {
            pixels[row] = Array.ConvertAll(inputs, column => Pixel(table, column, row, maximum));
            classes[row] = (target.IsNumeric ? target.Number(row).ToString("R", CultureInfo.InvariantCulture) : target.Text(row))
                ?? throw new InputException("the label is missing", $"{table.Where(row)}, column '{target.Name}'", "remove the row");
        }

        return new LabelledColumn(
            Modality.Image, new ImageColumn("image", pixels, height, width, channels), classes, table.TestRows, table.Files);
    }

    private static float Pixel(RawTable table, CellColumn column, int row, double maximum)
    {
        double value = column.Number(row);
        return value >= 0 && value <= maximum
            ? (float)(value / maximum)
            : throw new InputException($"the pixel '{column.Text(row)}' is not a number from 0 to {maximum.ToString(CultureInfo.InvariantCulture)}",
                $"{table.Where(row)}, column '{column.Name}'", "correct the cell or the range of values");
    }
}
