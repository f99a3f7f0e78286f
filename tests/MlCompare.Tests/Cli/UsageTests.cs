using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

[Collection(OneConsole.Name)]
public class UsageTests
{
    private const string Commands = "quickstart, compare, claims, run, report, export, submit, status, merge, list, datasets, doctor";

    [Theory]
    [InlineData("", $"no command; use one of: {Commands}")]
    [InlineData("frobnicate", $"frobnicate: there is no such command; use one of: {Commands}")]
    [InlineData("datasets", "no command; use one of: fetch, verify, describe")]
    [InlineData("datasets drop", "drop: there is no such command; use one of: fetch, verify, describe")]
    [InlineData("list", "KIND is missing; see 'mlcompare list --help'")]
    [InlineData("list wishes", "wishes: there is nothing of this kind to list; use one of: learners, datasets, interventions, measures, sections")]
    [InlineData("compare", "PATH is missing; see 'mlcompare compare --help'")]
    [InlineData("datasets fetch", "ID is missing; see 'mlcompare datasets fetch --help'")]
    [InlineData("compare axis-boxes again", "again: one argument too many for 'mlcompare compare'; see 'mlcompare compare --help'")]
    [InlineData("compare axis-boxes --sise 3", "--sise: 'mlcompare compare' has no such option; see 'mlcompare compare --help'")]
    [InlineData("compare axis-boxes --sizes", "--sizes: its value is missing; see 'mlcompare compare --help'")]
    [InlineData("compare axis-boxes --seed 1 --seed 2", "--seed: given more than once; give it once")]
    [InlineData("compare axis-boxes --workers 0", "--workers: '0' is no whole number of at least 1; write for example --workers ")]
    [InlineData("compare axis-boxes --workers two", "--workers: 'two' is no whole number of at least 1; write for example --workers ")]
    [InlineData("compare axis-boxes --replicates 0", "--replicates: '0' is no whole number of at least 1; write for example --replicates 5")]
    [InlineData("compare axis-boxes --tune -1", "--tune: '-1' is no whole number of at least 0; write for example --tune 0")]
    [InlineData("compare axis-boxes --seed -1", "--seed: '-1' is no whole number of at least 0; write for example --seed 2")]
    [InlineData("compare axis-boxes --task rank", "--task: 'rank' is not known; use one of: auto, binary, multiclass, regression")]
    [InlineData("compare axis-boxes --grid half", "--grid: 'half' is not known; use one of: star, full")]
    [InlineData("compare axis-boxes --sizes abc", "--sizes: 'abc' is no number of rows; write for example --sizes 250,1000,4000,max")]
    [InlineData("compare axis-boxes --noise abc", "--noise: 'abc' is no noise level; write for example --noise 0,0.1,0.2,0.4")]
    [InlineData("compare axis-boxes --noise 2", "data set 'axis-boxes': noise level 2 is above 0.5, the most that 'label-noise-symmetric' can mean with 2 classes; lower --noise")]
    [InlineData("compare axis-boxes --noise-kind gaussian", "--noise-kind: 'gaussian' is no noise kind for binary tasks; use one of: boundary, class-conditional, instance, pair, symmetric")]
    [InlineData("compare axis-boxes --why permuted-pixels", "--why: 'permuted-pixels' is no intervention on the structure of such data; use all, or: ")]
    [InlineData("compare axis-boxes --noise-kind training-size", "--noise-kind: 'training-size' is no noise kind for binary tasks; use one of: boundary,")]
    [InlineData("compare heavy-tail-table --noise-kind pair", "--noise-kind: 'pair' is no noise kind for regression tasks; use one of: gaussian, heteroscedastic, outliers, shuffled")]
    [InlineData("compare axis-boxes --time-limit 5x", "--time-limit: '5x' is no duration up to 30 days; write for example --time-limit 10m")]
    [InlineData("compare axis-boxes --learners forest", "--learners: 'forest' is neither a learner nor a family; learners: ")]
    [InlineData("compare axis-boxes --label y", "--label: 'axis-boxes' is a known data set, which says itself what to predict; leave the option out")]
    [InlineData("compare axis-boxes --data no/such", "--data no/such: there is no such folder; name the folder that holds the files")]
    [InlineData("compare axis-boxs", "axis-boxs: there is neither a data set with this id nor a file or folder at this path; perhaps 'axis-boxes' is meant")]
    [InlineData("compare no/such.csv", "no/such.csv: there is neither a data set with this id nor a file or folder at this path; check the path, or see 'mlcompare list datasets'")]
    [InlineData("datasets verify nonsense", "nonsense: there is neither a data set with this id")]
    [InlineData("datasets verify axis-boxes", "data set axis-boxes: the data set is embedded and has no files; just use it")]
    [InlineData("datasets describe no/such.csv", "no/such.csv: there is neither a data set with this id")]
    [InlineData("run no/such.json", "no/such.json: no such file; name a study file, or use 'mlcompare compare PATH'")]
    [InlineData("report no/such", "no/such: no results.jsonl there; name the folder that 'mlcompare compare' or 'mlcompare run' wrote")]
    public void Wrong_usage_is_one_line_and_leaves_nothing_behind(string arguments, string expected)
    {
        using TempFolder folder = new("usage");
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string target = Path.Combine(folder.Path, "out");
        string line = InProcess.Refused(words is ["compare", _, ..] && words[^1] != "--sizes" ? [.. words, "--out", target] : words);
        Assert.StartsWith(expected, line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target));
    }

    [Theory]
    [InlineData("--help", "mlcompare [command] [options]")]
    [InlineData("compare --help", "mlcompare compare <PATH> [options]")]
    [InlineData("run -h", "mlcompare run <STUDY.json> [options]")]
    [InlineData("datasets describe -?", "mlcompare datasets describe <ID> [options]")]
    public void Help_names_the_command_as_users_type_it(string arguments, string expected)
    {
        (int exitCode, string output, string error) = InProcess.Run(arguments.Split(' '));
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("MlCompare.Cli", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_process_ends_with_the_same_code_and_line()
    {
        (int exitCode, string output, string error) = MlCompareProcess.Run("compare", "axis-boxes", "--workers", "0");
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("mlcompare: --workers: '0' is no whole number", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal((0, StudyHeaders.Revision), (MlCompareProcess.Run("--version") is var said ? said.ExitCode : -1, said.Output.Trim()));
    }
}
