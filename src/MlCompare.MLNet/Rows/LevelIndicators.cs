using MlCompare.Learners.Encoders;

namespace MlCompare.MLNet.Rows;

/// <summary>Numbers in front, then one slot for each level of each category, of which a row fills one, or none when it is missing.</summary>
internal static class LevelIndicators
{
    /// <param name="values">Row-major; codes of levels where there are levels.</param>
    /// <param name="levels">Column → number of levels; 0 for numbers.</param>
    public static EncodedRowSet Of(float[] values, int[] levels)
    {
        int[] numbers = [.. Enumerable.Range(0, levels.Length).Where(column => levels[column] == 0)];
        int[] categories = [.. Enumerable.Range(0, levels.Length).Where(column => levels[column] > 0)];
        int rows = values.Length / levels.Length;
        float[] dense = new float[rows * numbers.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < numbers.Length; j++)
            {
                dense[row * numbers.Length + j] = values[row * levels.Length + numbers[j]];
            }
        }

        if (categories.Length == 0)
        {
            return new EncodedRowSet(new DesignMatrix(rows, numbers.Length, dense, null), []);
        }

        int[] starts = new int[categories.Length + 1];
        for (int c = 0; c < categories.Length; c++)
        {
            starts[c + 1] = starts[c] + levels[categories[c]];
        }

        int[] ends = new int[rows + 1];
        List<int> columns = new(rows * categories.Length);
        for (int row = 0; row < rows; row++)
        {
            for (int c = 0; c < categories.Length; c++)
            {
                float code = values[row * levels.Length + categories[c]];
                if (!float.IsNaN(code))
                {
                    columns.Add(starts[c] + (int)code);
                }
            }

            ends[row + 1] = columns.Count;
        }

        float[] ones = new float[columns.Count];
        Array.Fill(ones, 1f);
        SparseRows sparse = new(starts[^1], ends, [.. columns], ones);

        // A category of one level is a number like any other.
        int[] slots = [.. Enumerable.Range(0, categories.Length).Where(c => starts[c + 1] - starts[c] > 1).SelectMany(c =>
            (int[])[numbers.Length + starts[c], numbers.Length + starts[c + 1] - 1])];
        return new EncodedRowSet(new DesignMatrix(rows, numbers.Length, dense, sparse), slots);
    }
}
