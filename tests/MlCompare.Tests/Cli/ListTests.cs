using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

[Collection(OneConsole.Name)]
public class ListTests
{
    [Theory]
    [InlineData("learners", "kernel-ridge")]
    [InlineData("learners", "learningRate=")]
    [InlineData("datasets", "axis-boxes")]
    [InlineData("datasets", "california-housing")]
    [InlineData("interventions", "label-noise-class-conditional")]
    [InlineData("measures", "balancedAccuracy")]
    [InlineData("sections", "verdicts")]
    public void Each_kind_is_listed_a_row_a_line(string kind, string id)
    {
        string output = Says("list", kind);
        Assert.Contains(id, output, StringComparison.Ordinal);
        Assert.All(output.Split(Environment.NewLine), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Rows_are_whole_however_long()
    {
        string row = Says("list", "learners").Split('\n').Single(line => line.Contains("boosting ", StringComparison.Ordinal) && line.Contains("maxRounds=", StringComparison.Ordinal));
        Assert.Contains("leaves=auto", row, StringComparison.Ordinal);
        Assert.Contains("timeParts=", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_names_engines_and_data()
    {
        string output = Says("doctor");
        Assert.Contains("engine managed", output, StringComparison.Ordinal);
        Assert.Contains("axis-boxes", output, StringComparison.Ordinal);
        Assert.Contains(".NET 10", output, StringComparison.Ordinal);
        Assert.Contains("export onnx", output, StringComparison.Ordinal);
        Assert.Contains("export mlnet", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_embedded_set_is_described_with_its_columns()
    {
        string output = Says("datasets", "describe", "axis-boxes");
        Assert.Contains("Axis-aligned boxes", output, StringComparison.Ordinal);
        Assert.Equal(20, output.Split('\n').Count(line => line.Contains(" numeric ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_table_of_the_users_own_is_described()
    {
        using TempFolder folder = new("describe");
        string output = Says("datasets", "describe", folder.Write("mine.csv", "height,colour,y\n1.5,red,no\n2.5,blue,yes\n,red,no\n0.5,red,yes\n"));
        Assert.Matches(@"height +numeric +1 ", output);
        string path = Path.Combine(folder.Path, "mine.csv");
        Assert.StartsWith($"{path}: it has no manifest, and so no checksums; ", InProcess.Refused("datasets", "verify", path), StringComparison.Ordinal);
        Assert.Matches(@"colour +categorical +0 +2 levels: blue, red", output);
    }

    [DataFact]
    public void A_public_set_is_described_and_verified()
    {
        string output = Says("datasets", "describe", "adult", "--data", DataFactAttribute.Folder!);
        Assert.Contains("48,842", output, StringComparison.Ordinal);
        Assert.Matches(@"workclass +categorical +2799 ", output);
        Assert.Contains("titanic: files, rows, classes and missing values are as the manifest says.", Says("datasets", "verify", "titanic", "--data", DataFactAttribute.Folder!), StringComparison.Ordinal);
    }

    private static string Says(params string[] arguments)
    {
        (int exitCode, string output, string error) = InProcess.Run(arguments);
        Assert.Equal((0, ""), (exitCode, error));
        return output;
    }
}
