using System.IO.Compression;
using System.Text;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

/// <summary>Bad files through the real command; what each line says word for word is checked with the readers.</summary>
[Collection(OneConsole.Name)]
public class BadInputTests
{
    private const string Sound = "a,y\n1,no\n2,yes\n3,no\n4,yes\n";

    public static TheoryData<string, string, string> Tables => new()
    {
        { "one-class.csv", "a,y\n1,no\n2,no\n3,no\n", "one class only" },
        { "duplicate-headers.csv", "a,a,y\n1,2,no\n3,4,yes\n", "'a'" },
        { "ragged.csv", "a,b,y\n1,2,no\n3,yes\n", "row 3" },
        { "nan-label.csv", "a,y\n1,0.5\n2,NaN\n3,0.7\n4,0.1\n", "row 3" },
        { "inf-label.csv", "a,y\n1,0.5\n2,inf\n3,0.7\n4,0.1\n", "row 3" },
        { "empty.csv", "", "empty" },
        { "header-only.csv", "a,b,y\n", "row" },
        { "open-quote.csv", "a,y\n\"1,no\n2,yes\n", "quot" },
        { "binary.csv", "PK\u0003\u0004\0\0\0\0\0\0\u0001\u0002", "binary" },
        { "long-line.csv", "a,y\n" + new string('7', 17 << 20) + ",no\n1,yes\n", "longer than 16 MiB" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Unusable_table_is_one_line_that_names_it(string name, string text, string part)
    {
        using TempFolder folder = new("bad-table");
        AssertRefused(folder, name, part, folder.Write(name, text));
    }

    [Fact]
    public void A_plan_that_wants_code_is_refused_without_consent()
    {
        using TempFolder folder = new("plan-with-code");
        string plan = folder.Write("study.json", """{ "name": "x", "datasets": ["axis-boxes"], "learners": [{ "id": "linear" }], "plugins": ["evil.dll"] }""");
        folder.Write("evil.dll", "no assembly");
        Assert.Matches("^.*key 'plugins': the plan wants code loaded from .*evil\\.dll; if you trust it, add --allow-plugin; else take the key out$", InProcess.Refused("run", plan));
        Assert.Contains("the plan wants code loaded from", InProcess.Refused("submit", plan, "--tasks", "2", "--dry-run"), StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_target_is_refused()
    {
        using TempFolder folder = new("bad-target");
        AssertRefused(folder, "constant.csv", "nothing to predict", folder.Write("constant.csv", "a,y\n1,5.5\n2,5.5\n3,5.5\n"), "--task", "regression");
    }

    [Fact]
    public void Missing_label_column_is_named()
    {
        using TempFolder folder = new("bad-label");
        AssertRefused(folder, "sound.csv", "'income'", folder.Write("sound.csv", Sound), "--label", "income");
    }

    [Fact]
    public void Schema_with_a_column_that_is_not_there_is_refused()
    {
        using TempFolder folder = new("bad-schema");
        string schema = folder.Write("schema.json", "{ \"columns\": { \"height\": \"numeric\" } }");
        AssertRefused(folder, "height", "a column that does not exist", folder.Write("sound.csv", Sound), "--schema", schema);
    }

    [Fact]
    public void Gzip_that_breaks_off_is_refused()
    {
        using TempFolder folder = new("bad-gzip");
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i * 7919 % 5003},{(i % 2 == 0 ? "no" : "yes")}\n"))));
        }

        AssertRefused(folder, "torn.csv.gz", "gzip", folder.Write("torn.csv.gz", packed.ToArray().AsSpan(0, (int)packed.Length / 2)));
    }

    [Fact]
    public void Wrong_checksum_is_refused()
    {
        using TempFolder folder = new("bad-sum");
        string manifest = File.ReadAllText(Path.Combine(Repository.Root, "datasets", "titanic.json"));
        folder.Write("set/manifest.json", manifest.Replace("\"id\": \"titanic\"", "\"id\": \"boat\"", StringComparison.Ordinal));
        folder.Write("set/titanic.csv", Sound);
        AssertRefused(folder, "titanic.csv", "checksum", Path.Combine(folder.Path, "set"));
    }

    [Fact]
    public void Folders_without_classes_or_with_several_kinds_are_refused()
    {
        using TempFolder folder = new("bad-folder");
        Directory.CreateDirectory(Path.Combine(folder.Path, "nothing"));
        AssertRefused(folder, "nothing", "no class folders", Path.Combine(folder.Path, "nothing"));
        folder.Write("mixed/a/1.txt", "text");
        folder.Write("mixed/b/1.wav", "sound");
        AssertRefused(folder, "mixed", "several kinds", Path.Combine(folder.Path, "mixed"));
    }

    private static void AssertRefused(TempFolder folder, string name, string part, string path, params string[] more)
    {
        string target = Path.Combine(folder.Path, "out");
        string line = InProcess.Refused(["compare", path, "--out", target, .. more]);
        Assert.Contains(name, line, StringComparison.Ordinal);
        Assert.Contains(part, line, StringComparison.Ordinal);
        Assert.Contains("; ", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target));
    }
}
