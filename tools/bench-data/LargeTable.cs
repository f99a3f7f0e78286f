using System.Globalization;

namespace MlCompare.BenchData;

/// <summary>A csv file of any length, written line by line: real numbers, counts, words and a label of two classes, with gaps.</summary>
internal static class LargeTable
{
    private static readonly string[] Words = ["north", "south", "east", "west", "middle", "nowhere"];

    /// <summary>Of ten columns seven are real, one is a count, one is words, and the last is real with gaps.</summary>
    public static void Write(string path, int rows, int columns)
    {
        using StreamWriter writer = new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20));
        writer.WriteLine(string.Join(',', Enumerable.Range(1, columns - 1).Select(j => $"c{j}").Append("y")));
        Rng rng = new(Seeds.From(1, "large table"));
        char[] line = new char[32 * columns];
        for (int row = 0; row < rows; row++)
        {
            int length = 0;
            for (int j = 0; j < columns - 1; j++)
            {
                length += Cell(j % 10, rng, line.AsSpan(length));
                line[length++] = ',';
            }

            line[length++] = rng.NextDouble() < 0.3 ? '1' : '0';
            line[length++] = '\n';
            writer.Write(line, 0, length);
        }
    }

    private static int Cell(int kind, Rng rng, Span<char> target)
    {
        int written;
        switch (kind)
        {
            case 7:
                rng.NextInt(100_000).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
                return written;
            case 8:
                string word = Words[rng.NextInt(Words.Length)];
                word.CopyTo(target);
                return word.Length;
            case 9 when rng.NextDouble() < 0.1:
                return 0;
            default:
                (2 * rng.NextDouble() - 1).TryFormat(target, out written, "G7", CultureInfo.InvariantCulture);
                return written;
        }
    }
}
