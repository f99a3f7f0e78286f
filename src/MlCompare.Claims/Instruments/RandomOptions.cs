using System.Text.Json.Nodes;
using MlCompare.Learners;

namespace MlCompare.Claims.Instruments;

/// <summary>A fit with options drawn from the learner's search space; the draw is that of the cell, the same for all replicates.</summary>
public sealed class RandomOptions : IInstrument
{
    public string Id => "random-options";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, cell.Learner, "random options", cell.Draw));
        JsonObject options = cell.Parsed();
        foreach (Hyperparameter dimension in bench.Plugins.Learners.Get(cell.Learner).SearchSpace)
        {
            options[dimension.Option] = dimension.Draw(rng);
        }

        return new FitInstrument().Measure(cell with { Draw = 0, Options = options.ToJsonString() }, bench, cancel);
    }
}
