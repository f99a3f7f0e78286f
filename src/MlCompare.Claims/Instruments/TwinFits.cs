using MlCompare.Theory;

namespace MlCompare.Claims.Instruments;

/// <summary>Fits on the labels as given and on the true ones, and tells where the noise went (<see cref="TwinFit"/>).</summary>
public sealed class TwinFits : IInstrument
{
    public string Id => "twin-fit";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        TwinFit twin = TwinFit.Of(bench.Learner(cell), bench.Block(cell), LedgerBench.Seed(cell), cancel);
        return new(StringComparer.Ordinal) { ["absorbed"] = twin.Absorbed, ["visible"] = twin.Visible, ["leak"] = twin.Leak ?? 0, ["fitted"] = twin.Fitted };
    }
}
