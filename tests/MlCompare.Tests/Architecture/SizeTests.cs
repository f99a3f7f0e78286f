using MlCompare.Tests.Support;

namespace MlCompare.Tests.Architecture;

/// <summary>Small files: about sixty lines is the habit, three hundred the ceiling.</summary>
public class SizeTests
{
    private const int Ceiling = 300;

    /// <summary>Numeric kernels may explain themselves past the ceiling; nothing else stands here.</summary>
    private static readonly string[] Kernels = [];

    [Fact]
    public void No_source_file_is_above_the_ceiling()
    {
        string[] large = [.. Sources().Where(file => File.ReadLines(file).Count() > Ceiling).Select(Repository.Relative).Except(Kernels)];
        Assert.Empty(large);
    }

    [Fact]
    public void Product_files_are_short_as_a_habit()
    {
        int[] lines = [.. Sources().Where(file => Repository.Relative(file).StartsWith("src/", StringComparison.Ordinal)).Select(file => File.ReadLines(file).Count()).Order()];
        Assert.InRange(lines[lines.Length / 2], 1, 90);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        string[] words = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "HA" + "CK"];
        Assert.All(Sources(), file => Assert.DoesNotContain(words, word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Sources() => new[] { "src", "tests", "tools" }
        .Select(folder => Path.Combine(Repository.Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.GetFiles(folder, "*.*", SearchOption.AllDirectories))
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
