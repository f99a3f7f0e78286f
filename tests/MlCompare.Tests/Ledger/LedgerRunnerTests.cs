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
        LedgerPlan plan = LedgerPlan.Make(claims, Scale.Quick);
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

    private static LedgerReport Run(string folder, IInstrument instrument, int workers = 1, IReadOnlyList<IClaim>? claims = null, IReadOnlyList<CellResult>? earlier = null)
    {
        claims ??= Claims;
        LedgerPlan plan = LedgerPlan.Make(claims, Scale.Quick);
        new LedgerRunner(plan, MadeUpInstrument.Bench(), new Catalog<IInstrument>([instrument])) { Earlier = earlier ?? [] }.Run(folder, workers, new NoLedgerProgress(), default);
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
