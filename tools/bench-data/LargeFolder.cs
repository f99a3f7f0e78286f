using MlCompare.Fuzz;

namespace MlCompare.BenchData;

/// <summary>A folder of PNG images in two class folders: colours that change slowly, with grain.</summary>
internal static class LargeFolder
{
    public static void Write(string folder, int count, int side)
    {
        foreach (string name in (string[])["even", "odd"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        PngFile file = new(side, side, 8, 2);
        for (int i = 0; i < count; i++)
        {
            Rng rng = new(Seeds.From(1, "large folder", i));
            File.WriteAllBytes(Path.Combine(folder, i % 2 == 0 ? "even" : "odd", FormattableString.Invariant($"{i:000000}.png")), file.Wrap(Scanlines(side, i, rng)));
        }
    }

    /// <summary>Each with the filter Sub, that takes the pixel to the left off.</summary>
    private static byte[] Scanlines(int side, int shade, Rng rng)
    {
        byte[] lines = new byte[side * (1 + 3 * side)];
        for (int y = 0; y < side; y++)
        {
            Span<byte> line = lines.AsSpan(y * (1 + 3 * side), 1 + 3 * side);
            line[0] = 1;
            byte[] left = new byte[3];
            for (int x = 0; x < 3 * side; x++)
            {
                byte value = (byte)((x / 3 + 2 * y + shade * 7 + 40 * (x % 3)) / 2 + rng.NextInt(8));
                line[1 + x] = (byte)(value - left[x % 3]);
                left[x % 3] = value;
            }
        }

        return lines;
    }
}
