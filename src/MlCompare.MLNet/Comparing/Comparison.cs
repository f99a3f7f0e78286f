using System.Collections.Immutable;
using Microsoft.ML;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.MLNet.Comparing;

/// <summary>What came of a comparison.</summary>
public sealed class Comparison
{
    private readonly Lazy<ITransformer> winner;

    internal Comparison(StudyResults results, string folder, Func<string, ITransformer> fit)
    {
        Results = results;
        Folder = folder;
        Answer = Ranking.Of(results).Single();
        winner = new Lazy<ITransformer>(() => fit(Answer.Winner ?? throw new InvalidOperationException("No contestant completed: see Results.")));
    }

    /// <summary>Every trial, and the plan.</summary>
    public StudyResults Results { get; }

    /// <summary>Holds <c>study.json</c> and <c>results.jsonl</c>: <c>mlcompare report FOLDER</c> makes the page.</summary>
    public string Folder { get; }

    /// <summary>Who has the lowest mean loss at the largest size, and how the others stand.</summary>
    public Answer Answer { get; }

    /// <summary>The winner, trained on all rows of the view; trained when it is asked for.</summary>
    public ITransformer Winner => winner.Value;

    /// <summary>All trials in the order of the plan: completed, declined and failed.</summary>
    public ImmutableArray<TrialRow> Trials => Results.Rows;
}
