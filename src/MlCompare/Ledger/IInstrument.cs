namespace MlCompare.Ledger;

/// <summary>Makes the numbers of a cell. Found by <see cref="Catalog.Scan{T}"/>; what only one claim needs stands in that claim's file.</summary>
public interface IInstrument : INamed
{
    /// <summary>It measures time: nothing else may run meanwhile.</summary>
    bool MeasuresTime => false;

    /// <summary>It says beforehand what others will measure: all of its cells are written down before any of theirs.</summary>
    bool ComesFirst => false;

    /// <summary>Name → value; the same for the same cell, but for times.</summary>
    SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel);
}
