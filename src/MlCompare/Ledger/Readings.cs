namespace MlCompare.Ledger;

/// <summary>
/// What a claim reads of one replicate. In the planning pass nothing is measured yet: every reading is NaN, and what was asked for becomes
/// the plan, so that no claim lists its cells twice.
/// </summary>
/// <param name="replicate">Counted from 0.</param>
/// <param name="first">Number of replicate 0 among all draws (<see cref="LedgerPlan.FirstReplicate"/>).</param>
/// <param name="find">The values of a cell; null when it has none.</param>
public sealed class Readings(int replicate, int first, Func<Cell, IReadOnlyDictionary<string, double>?> find)
{
    public int Replicate => replicate;

    /// <summary>One value of a cell of this replicate; NaN when it is missing.</summary>
    public double Of(Cell cell, string value) =>
        find(cell with { Replicate = first + replicate }) is IReadOnlyDictionary<string, double> values && values.TryGetValue(value, out double found) ? found : double.NaN;

    /// <summary>What a fit loses against the best possible predictor (<see cref="Measures.ExcessRisk"/>).</summary>
    public double Excess(Cell cell) => Of(cell, "excessRisk");

    /// <summary>The same of a learner with its defaults.</summary>
    public double Excess(string dataset, string learner, int rows, double noise = 0) => Excess(new Cell(dataset, learner, rows) { Noise = noise });
}
