using MlCompare.Ledger;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Ledger;

public class LedgerRunnerTests
{
    private static readonly IReadOnlyList<IClaim> Claims =
        [new MadeUpClaim("a1", Question.Above(20, "made up", read => read.Of(MadeUpInstrument.Cell(5), "x") + read.Of(MadeUpInstrument.Cell(6), "x")))];

    [Fact]
    public void The_plan_stands_in_the_folder_before_anything_is_measured()
    {
        using TempFolder folder = new("ledger");
        Watching instrument = new(Path.Combine(folder.Path, LedgerStore.PlanName));
        Run(folder.Path, instrument);
        Assert.True(instrument.PlanWasThere);
    }

    [Fact]
    public void What_is_there_is_kept_and_a_torn_line_is_measured_again()
    {
        using TempFolder folder = new("ledger");
        MadeUpInstrument instrument = new();
        Run(folder.Path, instrument);
        Assert.Equal(10, instrument.Calls);
        string path = Path.Combine(folder.Path, LedgerStore.ResultsName);
        string[] whole = Timeless(path);
        File.WriteAllText(path, string.Concat(File.ReadAllText(path).SkipLast(40)));
        Run(folder.Path, instrument);
        Assert.Equal(11, instrument.Calls);
        Assert.Equal(whole, Timeless(path));
    }

    [Fact]
    public void A_failure_is_told_and_tried_again()
    {
        using TempFolder folder = new("ledger");
        MadeUpInstrument instrument = new() { Broken = true };
        LedgerReport broken = Run(folder.Path, instrument);
        Assert.Equal(2, broken.Failed.Length);
        Assert.Equal(1, broken.Findings[0].Questions[0].Missing);
        instrument.Broken = false;
        Assert.Empty(Run(folder.Path, instrument).Failed);
    }

    /// <summary>What is frozen beforehand is written before any of what it is about.</summary>
    [Fact]
    public void Forecasts_come_before_what_they_forecast()
    {
        using TempFolder folder = new("ledger");
        List<string> order = [];
        IReadOnlyList<IClaim> claims = [new MadeUpClaim("a1", Question.Above(0, "made up", read => read.Of(MadeUpInstrument.Cell(5), "x") + read.Of(MadeUpInstrument.Cell(5) with { Instrument = "made-up-forecast" }, "x")))];
        LedgerPlan plan = LedgerPlan.Make(claims, Scale.Quick, first: 0);
        new LedgerRunner(plan, MadeUpInstrument.Bench(), new Catalog<IInstrument>([new Noting("made-up", order), new Noting("made-up-forecast", order)])).Run(folder.Path, 1, new NoLedgerProgress(), default);
        Assert.Equal([.. Enumerable.Repeat("made-up-forecast", 5), .. Enumerable.Repeat("made-up", 5)], order);
    }

    [Fact]
    public void Workers_change_nothing()
    {
        using TempFolder one = new("ledger-one"), three = new("ledger-three");
        Run(one.Path, new MadeUpInstrument());
        Run(three.Path, new MadeUpInstrument(), workers: 3);
        Assert.Equal(Timeless(Path.Combine(one.Path, LedgerStore.ResultsName)), Timeless(Path.Combine(three.Path, LedgerStore.ResultsName)));
    }

    [Fact]
    public void Another_plan_and_a_changed_line_are_refused()
    {
        using TempFolder folder = new("ledger");
        Run(folder.Path, new MadeUpInstrument());
        IReadOnlyList<IClaim> bolder = [new MadeUpClaim("a1", Question.Above(10, "made up", read => read.Of(MadeUpInstrument.Cell(5), "x")))];
        Assert.Throws<InputException>(() => Run(folder.Path, new MadeUpInstrument(), claims: bolder));

        // Taking the plan away does not help: the results name the one they were made for.
        File.Delete(Path.Combine(folder.Path, LedgerStore.PlanName));
        Assert.Throws<InputException>(() => Run(folder.Path, new MadeUpInstrument(), claims: bolder));
        File.Delete(Path.Combine(folder.Path, LedgerStore.PlanName));
        string path = Path.Combine(folder.Path, LedgerStore.ResultsName);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"x\":50", "\"x\":90", StringComparison.Ordinal));
        Assert.Throws<InputException>(() => Run(folder.Path, new MadeUpInstrument()));
    }

    [Fact]
    public void Measurements_of_another_ledger_are_taken_over_and_counted()
    {
        using TempFolder first = new("ledger-first"), second = new("ledger-second");
        Run(first.Path, new MadeUpInstrument());
        IReadOnlyList<IClaim> others = [new MadeUpClaim("a2", Question.Above(10, "made up", read => read.Of(MadeUpInstrument.Cell(5), "x") + read.Of(MadeUpInstrument.Cell(7), "x")))];
        MadeUpInstrument instrument = new();
        LedgerReport report = Run(second.Path, instrument, claims: others, earlier: LedgerStore.ReadAll(first.Path));
        Assert.Equal(5, instrument.Calls);
        Assert.Equal(5, report.Header.Earlier);
    }

    [Fact]
    public void Measurements_of_other_code_are_refused_in_one_line_with_a_way_out()
    {
        using TempFolder folder = new("ledger"), second = new("ledger-second");
        MadeUpInstrument instrument = new();
        Run(folder.Path, instrument, revision: "1.0+old");
        InputException resumed = Assert.Throws<InputException>(() => Run(folder.Path, instrument, revision: "1.0+new"));
        Assert.Contains("10 of its 10 measurements were made by 1.0+old, this is 1.0+new", resumed.Message, StringComparison.Ordinal);
        Assert.Contains("--new", resumed.Message, StringComparison.Ordinal);
        InputException taken = Assert.Throws<InputException>(() => Run(second.Path, instrument, earlier: LedgerStore.ReadAll(folder.Path), revision: "1.0+new"));
        Assert.Contains("--from", taken.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(second.Path, LedgerStore.PlanName)), "a refusal leaves nothing behind");

        // The same code goes on with what is there, and after --new everything is measured again.
        Run(folder.Path, instrument, revision: "1.0+old");
        Assert.Equal(10, instrument.Calls);
        Assert.NotNull(LedgerStore.SetAside(folder.Path));
        LedgerReport report = Run(folder.Path, instrument, revision: "1.0+new");
        Assert.Equal(20, instrument.Calls);
        Assert.Equal(("1.0+new", 10), (Assert.Single(report.Revisions).Key, report.Revisions[0].Value));
        Assert.Null(LedgerStore.SetAside(second.Path));
    }

    /// <summary>The broken twin: a line that claims to be of this code, or of this plan, but was made by another.</summary>
    [Theory]
    [InlineData("1.0+old", true)]
    [InlineData("1.0+new", false)]
    public void A_key_holds_code_and_plan(string claimed, bool fits)
    {
        using TempFolder folder = new("ledger");
        MadeUpInstrument instrument = new();
        Run(folder.Path, instrument, revision: "1.0+old");
        string path = Path.Combine(folder.Path, LedgerStore.ResultsName);
        (LedgerHeader? header, List<CellResult> rows) = LedgerStore.Read(path);
        File.WriteAllText(path, string.Concat(rows.Select(row => MlCompare.Studies.ResultLine.Write(row with { Revision = claimed }))
            .Prepend(MlCompare.Studies.ResultLine.Write(header! with { Revision = claimed })).Select(line => line + "\n")));
        Exception? refused = Record.Exception(() => Run(folder.Path, instrument, revision: claimed));
        Assert.Equal(fits, refused is null);
        Assert.True(fits || refused!.Message.Contains("is not that of its cell, plan and revision", StringComparison.Ordinal), refused?.Message);

        CellResult one = rows[0];
        Assert.Equal(one.Key, CellResult.KeyOf(one.Cell, one.Plan, one.Revision));
        Assert.Equal(4, new[] { (one.Cell, one.Plan, one.Revision), (one.Cell, "other", one.Revision), (one.Cell, one.Plan, "other"), (one.Cell with { Rows = 7 }, one.Plan, one.Revision) }
            .Select(parts => CellResult.KeyOf(parts.Item1, parts.Item2, parts.Item3)).Distinct().Count());
    }

    /// <summary>A line of another plan does not get in by being copied.</summary>
    [Fact]
    public void A_line_of_another_plan_is_refused()
    {
        using TempFolder first = new("ledger-first"), second = new("ledger-second");
        Run(first.Path, new MadeUpInstrument());
        IReadOnlyList<IClaim> bolder = [new MadeUpClaim("a1", Question.Above(10, "made up", read => read.Of(MadeUpInstrument.Cell(5), "x")))];
        Run(second.Path, new MadeUpInstrument(), claims: bolder);
        File.AppendAllLines(Path.Combine(second.Path, LedgerStore.ResultsName), File.ReadAllLines(Path.Combine(first.Path, LedgerStore.ResultsName))[1..2]);
        Assert.Throws<InputException>(() => Run(second.Path, new MadeUpInstrument(), claims: bolder));
    }

    [Fact]
    public void Other_assemblies_are_another_revision()
    {
        Guid a = new("11111111-1111-1111-1111-111111111111"), b = new("22222222-2222-2222-2222-222222222222");
        Assert.StartsWith("1.0+abc.", LedgerRevision.Of("1.0+abc", [a, b]), StringComparison.Ordinal);
        Assert.Equal(LedgerRevision.Of("1.0+abc", [a, b]), LedgerRevision.Of("1.0+abc", [b, a, a]));
        Assert.NotEqual(LedgerRevision.Of("1.0+abc", [a, b]), LedgerRevision.Of("1.0+abc", [a]));
    }

    /// <summary>Quick and full runs draw what nobody has seen before, and not the same.</summary>
    [Fact]
    public void Verdicts_come_of_draws_that_chose_nothing()
    {
        int[] Drawn(Scale scale) => [.. LedgerPlan.Make(Claims, scale).Cells.Select(cell => cell.Replicate).Distinct()];
        Assert.True(Drawn(Scale.Quick).Min() >= 1000);
        Assert.Empty(Drawn(Scale.Quick).Intersect(Drawn(Scale.Full)));
    }

    private static LedgerReport Run(
        string folder, IInstrument instrument, int workers = 1, IReadOnlyList<IClaim>? claims = null, IReadOnlyList<CellResult>? earlier = null, string? revision = null)
    {
        claims ??= Claims;
        LedgerPlan plan = LedgerPlan.Make(claims, Scale.Quick, first: 0);
        new LedgerRunner(plan, MadeUpInstrument.Bench(), new Catalog<IInstrument>([instrument])) { Earlier = earlier ?? [], Revision = revision }.Run(folder, workers, new NoLedgerProgress(), default);
        return LedgerReport.Read(claims, plan, folder);
    }

    /// <summary>The results without what varies from run to run.</summary>
    private static string[] Timeless(string path) => [.. LedgerStore.Read(path).Rows.Select(row => $"{row.Key} {string.Join(',', row.Values!)}")];

    private sealed class Noting(string id, List<string> order) : IInstrument
    {
        public string Id => id;

        public bool ComesFirst => id.EndsWith("forecast", StringComparison.Ordinal);

        public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
        {
            order.Add(id);
            return new(StringComparer.Ordinal) { ["x"] = 1 };
        }
    }

    private sealed class Watching(string plan) : IInstrument
    {
        public string Id => "made-up";

        public bool PlanWasThere { get; private set; }

        public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
        {
            PlanWasThere |= File.Exists(plan);
            return new(StringComparer.Ordinal) { ["x"] = 1 };
        }
    }
}
