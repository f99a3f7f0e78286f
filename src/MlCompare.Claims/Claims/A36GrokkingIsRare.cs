namespace MlCompare.Claims.Claims;

/// <summary>Looks for grokking where nobody planted it.</summary>
public sealed class A36GrokkingIsRare : Claim
{
    private static readonly string[] Sets = ["axis-boxes", "single-index", "smooth-waves", "two-regimes", "sparse-parity-4"];

    public override string Id => "a36";

    public override string Words => "Grokking is rarely seen on real data.";

    public override string Source => "Discussion of an essay on arXiv 2605.01172";

    public override string Experiment =>
        "A detector (training rows known, new rows near chance then, and known at least four times as late) on five kinds of drawn tables with a small network trained to the end, one kind a replicate; and on addition modulo 31 as a control.";

    public override string Refuter => "More than one run in twenty groks on the tables, or the detector misses half of the planted cases.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 80 : 120;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Below(0.05, "Share of runs on the tables that grok", read => read.Of(
            new Cell(Sets[read.Replicate % Sets.Length], "", 400) { Instrument = "table-grokking" }, "isEvent")).AsShare(),
        Question.Above(0.5, "Share of runs of addition modulo 31 that grok (the first sixteen replicates)", read =>
            read.Replicate < 16 ? read.Of(A35Migration.Run, "isEvent") : double.NaN).AsShare(),
    ];
}
