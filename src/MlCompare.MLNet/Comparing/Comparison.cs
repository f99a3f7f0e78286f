using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlCompare.Reports;
using MlCompare.Statistics;
using MlCompare.Studies;
using MlCompare.Tables;

namespace MlCompare.MLNet.Comparing;

/// <summary>What came of a comparison.</summary>
public sealed class Comparison
{
    private readonly Lazy<ITransformer> winner;
    private readonly Lazy<DataFrame> trials, curves, verdicts;

    internal Comparison(StudyResults results, string folder, Func<string, ITransformer> fit)
    {
        Results = results;
        Folder = folder;
        Analyses analyses = new(results);
        trials = new Lazy<DataFrame>(() => ResultFrames.Of(new TrialsTable(), analyses));
        curves = new Lazy<DataFrame>(() => ResultFrames.Of(new CurvesTable(), analyses));
        verdicts = new Lazy<DataFrame>(() => ResultFrames.Of(new VerdictsTable(), analyses));
        Answer = analyses.Answers.Single();
        winner = new Lazy<ITransformer>(() => fit(Answer.Winner ?? throw new InvalidOperationException("No contestant completed: see Results.")));
    }

    /// <summary>Every trial, and the plan.</summary>
    public StudyResults Results { get; }

    /// <summary>Holds <c>study.json</c> and <c>results.jsonl</c>, which <c>mlcompare</c> reads too.</summary>
    public string Folder { get; }

    /// <summary>Who has the lowest mean loss at the largest size, and how the others stand.</summary>
    public Answer Answer { get; }

    /// <summary>The winner, trained on all rows of the view; trained when it is asked for.</summary>
    public ITransformer Winner => winner.Value;

    /// <summary>All trials in the order of the plan, completed, declined and failed, one row each: conditions, outcome, measures, costs. The columns are those of <c>mlcompare report --tables</c>.</summary>
    public DataFrame Trials => trials.Value;

    /// <summary>One row for each measure, learner and number of training rows or level of noise: mean, with its interval.</summary>
    public DataFrame Curves => curves.Value;

    /// <summary>One row for each question of the plan: estimate, interval, decision.</summary>
    public DataFrame Verdicts => verdicts.Value;

    /// <summary>Writes the report: one HTML file that needs no network and no script.</summary>
    public void SaveReport(string path) => ReportWriter.Write(Results, path);
}
