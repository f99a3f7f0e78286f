using MlCompare.Claims;
using MlCompare.Data;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Ledger;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Tests.Ledger;

/// <summary>A claim and an instrument whose figures the test decides.</summary>
internal sealed class MadeUpClaim(string id, params Question[] questions) : Claim
{
    public override string Id => id;

    public override string Words => "Made up.";

    public override string Source => "this test";

    public override string Experiment => "none";

    public override string Refuter => "other numbers";

    public Combination How { get; init; }

    public override Combination Combination => How;

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 5 : 10;

    public override IReadOnlyList<Question> Questions(Scale scale) => questions;
}

/// <summary>Gives x = 10 · setting "mean" + replicate; fails where the setting "fail" is the replicate and <see cref="Broken"/>.</summary>
internal sealed class MadeUpInstrument : IInstrument
{
    public string Id => "made-up";

    public bool Broken { get; set; }

    public int Calls;

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Interlocked.Increment(ref Calls);
        return Broken && cell.Replicate == 1
            ? throw new InvalidOperationException("made to fail")
            : new(StringComparer.Ordinal) { ["x"] = 10 * cell.Setting("mean") + cell.Replicate };
    }

    public static Cell Cell(double mean, string dataset = "") => new Cell(dataset, "", 100) { Instrument = "made-up" }.With("mean", mean);

    public static LedgerBench Bench() => new(
        new Plugins(
            Catalog.Scan<ILearner>(typeof(MlCompare.Learners.Baseline.ConstantLearner).Assembly), Catalog.Scan<IIntervention>(typeof(Dataset).Assembly), new MeasureSet()),
        Catalogs.Data);
}

internal sealed class NoLedgerProgress : ILedgerProgress
{
    public void Started(int planned, int alreadyDone)
    {
    }

    public void Ended(CellResult result)
    {
    }
}
