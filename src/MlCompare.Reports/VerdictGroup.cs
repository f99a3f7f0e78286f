using MlCompare.Statistics;

namespace MlCompare.Reports;

/// <summary>One question with its answer on each data set, in the order of the study, "all" last.</summary>
/// <param name="Margin">The margin, when it is not the group's; else null.</param>
/// <param name="NotFor">Why some data sets have no answer, as a sentence: one of the two declines their kind of data. Null where all have.</param>
public sealed record VerdictBlock(string Question, IReadOnlyList<Verdict> Verdicts, string? Margin, string? NotFor);

/// <summary>The questions asked at one place of the grid of rows and noise.</summary>
/// <param name="Title">"With the most rows (2,000), no noise".</param>
/// <param name="Tally">"2 decided for one side, 1 equivalent, 3 inconclusive".</param>
/// <param name="Margins">"±1 point", with the measure when there are several.</param>
/// <param name="SameRows">Every answer has the rows that the title names; otherwise each says its own.</param>
public sealed record VerdictGroup(string Title, string Tally, string Margins, bool SameRows, IReadOnlyList<VerdictBlock> Blocks)
{
    /// <summary>Groups, and blocks within them, in the order in which they were first asked.</summary>
    public static IReadOnlyList<VerdictGroup> Of(Findings findings) =>
        [.. findings.Verdicts.GroupBy(verdict => verdict.Contrast.At).Select(group => Of(findings, group.Key, [.. group]))];

    private static VerdictGroup Of(Findings findings, string at, Verdict[] verdicts)
    {
        int[] rows = [.. verdicts.Where(v => v.Dataset != ContrastAnalysis.All).Select(v => v.Rows).Distinct()];
        bool sameRows = rows is [> 0];
        string count = sameRows ? Show.Count(rows[0]) : "";
        string title = at switch
        {
            "smallest" => "With the fewest rows" + (sameRows ? $" ({count})" : "") + ", no noise",
            "noisiest" => $"Under the most {NoiseName(verdicts)} noise ({Show.Level(verdicts.Max(v => v.Noise))}{(sameRows ? $", {count} rows" : "")})",
            _ => "With the most rows" + (sameRows ? $" ({count})" : "") + ", no noise",
        };
        var common = verdicts.Select(v => v.Contrast).GroupBy(c => c.Measure)
            .ToDictionary(g => g.Key, g => g.CountBy(c => c.Margin).MaxBy(pair => pair.Value).Key);
        string Named(KeyValuePair<string, double> margin) =>
            $"±{Primary.Of(margin.Key).Margin(margin.Value)}" + (common.Count > 1 ? $" of {Primary.Of(margin.Key).Name}" : "");
        string margins = Show.List([.. common.Select(pair => Named(pair))]);
        VerdictBlock[] blocks =
        [
            .. verdicts.GroupBy(v => (v.Contrast.A, v.Contrast.B, v.Contrast.Measure, v.Contrast.Margin)).Select(block => new VerdictBlock(
                $"Is {findings.The(block.Key.A)} better than {findings.The(block.Key.B)}?",
                [.. block.Where(v => !IsRefused(findings, v))],
                block.Key.Margin == common[block.Key.Measure] ? null : $"±{Primary.Of(block.Key.Measure).Margin(block.Key.Margin)}",
                NotFor(findings, [.. block.Where(v => IsRefused(findings, v))]))),
        ];
        return new VerdictGroup(title, TallyOf([.. blocks.SelectMany(block => block.Verdicts)]), margins, sameRows, blocks);
    }

    /// <summary>
    /// Among several data sets, a question about one that a learner declined whatever its rows, such as a table by a network for images, is
    /// none that more replicates could settle: it would fill the page with rows that say nothing.
    /// </summary>
    private static bool IsRefused(Findings findings, Verdict verdict) =>
        findings.Datasets.Count > 1 && verdict.Dataset != ContrastAnalysis.All && Refusing(findings, verdict).Any();

    private static IEnumerable<string> Refusing(Findings findings, Verdict verdict) =>
        new[] { verdict.Contrast.A, verdict.Contrast.B }.Where(learner => findings.DeclinesAll(verdict.Dataset, learner));

    private static string? NotFor(Findings findings, Verdict[] refused) => refused.Length == 0 ? null
        : string.Join(" ", refused.GroupBy(v => Show.List([.. Refusing(findings, v).Select(findings.The)])).Select(group =>
            $"No answer for {Show.List([.. group.Select(v => findings.Name(findings.Datasets.First(set => set.Id == v.Dataset)))])}: {group.Key} declined the data."));

    private static string TallyOf(Verdict[] verdicts)
    {
        int equivalent = verdicts.Count(v => v.Decision == Decision.Equivalent);
        int open = verdicts.Count(v => v.Decision == Decision.Inconclusive);
        return $"{verdicts.Length - equivalent - open} decided for one side, {equivalent} equivalent, {open} inconclusive";
    }

    private static string NoiseName(Verdict[] verdicts) =>
        verdicts.Select(v => v.Contrast.Measure == "rmse" ? "target" : "label").Distinct().ToArray() is [string one] ? one : "label or target";
}
