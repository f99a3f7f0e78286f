using MlCompare.Statistics;
using MlCompare.Statistics.Laws;
using MlCompare.Studies;

namespace MlCompare.Reports;

/// <content>What the analyses say.</content>
public sealed partial class Findings
{
    private readonly Analyses analyses;
    private Dictionary<string, Answer>? answers;
    private ILookup<string, Curve>? overRows, overNoise;
    private ILookup<string, ModelUse>? uses;
    private Dictionary<string, StructureFindings>? structures;
    private ILookup<string, LearnerNoise>? fates;
    private ILookup<string, CurveForecast>? forecasts;
    private ILookup<string, LabelExchange>? exchanges;
    private ILookup<string, ConfidenceCell>? confidences;
    private ILookup<string, SliceGap>? slices;

    /// <summary>In the order asked.</summary>
    public IReadOnlyList<Verdict> Verdicts => analyses.Verdicts;

    /// <summary>Who is best on this data set; null for a set unknown to the study.</summary>
    public Answer AnswerOf(DatasetSummary dataset) =>
        (answers ??= analyses.Answers.ToDictionary(answer => answer.Dataset, StringComparer.Ordinal))[dataset.Id];

    /// <summary>All data sets together; null where there is only one, or only one learner to compare.</summary>
    public AcrossDatasets? Across => analyses.Across;

    public IEnumerable<Crossover> CrossoversOf(DatasetSummary dataset) =>
        analyses.Crossovers.Where(crossover => crossover.Dataset == dataset.Id);

    /// <summary>Curves of the primary measure over training rows, without noise.</summary>
    public IReadOnlyList<Curve> OverRows(DatasetSummary dataset) =>
        Primaries(overRows ??= Both(CurveAnalysis.OverRows), dataset);

    /// <summary>Curves of the primary measure over noise, at the largest size tried with noise.</summary>
    public IReadOnlyList<Curve> OverNoise(DatasetSummary dataset) =>
        Primaries(overNoise ??= Both(CurveAnalysis.OverNoise), dataset);

    /// <summary>Which columns each learner leans on, in the order of the ranking; empty where it was not measured.</summary>
    public IReadOnlyList<ModelUse> UsesOf(DatasetSummary dataset)
    {
        uses ??= analyses.Uses.ToLookup(use => use.Dataset, StringComparer.Ordinal);
        return [.. AnswerOf(dataset).Standings.SelectMany(standing => uses[dataset.Id].Where(use => use.Learner == standing.Learner))];
    }

    /// <summary>What the interventions on structure say; null where none was run.</summary>
    public StructureFindings? StructureOf(DatasetSummary dataset) =>
        (structures ??= analyses.Structures.ToDictionary(one => one.Dataset, StringComparer.Ordinal)).GetValueOrDefault(dataset.Id);

    /// <summary>Where each learner's label noise goes, in the order of the ranking; empty where it was not followed.</summary>
    public IReadOnlyList<LearnerNoise> NoiseOf(DatasetSummary dataset)
    {
        fates ??= analyses.NoiseFates.ToLookup(one => one.Dataset, StringComparer.Ordinal);
        return [.. AnswerOf(dataset).Standings.SelectMany(standing => fates[dataset.Id].Where(one => one.Learner == standing.Learner))];
    }

    /// <summary>What each learner's curve is expected to do on more rows, in the order of the learners.</summary>
    public IEnumerable<CurveForecast> ForecastsOf(DatasetSummary dataset) =>
        (forecasts ??= analyses.Forecasts.ToLookup(one => one.Dataset, StringComparer.Ordinal))[dataset.Id];

    /// <summary>Whether others are expected to overtake the answer's first on more rows.</summary>
    public IReadOnlyList<Overtaking> OvertakingsOf(DatasetSummary dataset) => analyses.OvertakingsOf(AnswerOf(dataset));

    /// <summary>What wrong labels cost a learner in rows; null when the trials do not tell.</summary>
    public LabelExchange? ExchangeOf(DatasetSummary dataset, string learner) =>
        (exchanges ??= analyses.Exchanges.ToLookup(one => one.Dataset, StringComparer.Ordinal))[dataset.Id].FirstOrDefault(one => one.Learner == learner);

    /// <summary>How far confidence can be trusted, by noise, then learner; empty for numbers and for results from before it was recorded.</summary>
    public IEnumerable<ConfidenceCell> ConfidenceOf(DatasetSummary dataset) =>
        (confidences ??= analyses.Confidences.ToLookup(cell => cell.Dataset, StringComparer.Ordinal))[dataset.Id];

    /// <summary>Parts of the test rows against the rest, the clearest difference first; empty where none were recorded.</summary>
    public IReadOnlyList<SliceGap> SlicesOf(DatasetSummary dataset) =>
        [.. (slices ??= analyses.Slices.ToLookup(gap => gap.Dataset, StringComparer.Ordinal))[dataset.Id]];

    /// <summary>A question that the study did not ask but a sentence of the report needs, answered like the others.</summary>
    /// <param name="most">Leaves out trials with more training rows.</param>
    /// <param name="measure">Null for the primary one.</param>
    /// <param name="margin">Null for that of the answer.</param>
    public Verdict Compare(
        DatasetSummary dataset, string a, string b, string at, int most = int.MaxValue, string? measure = null, double? margin = null)
    {
        ContrastPlan contrast = new(a, b, measure ?? Primary.Of(dataset.Task).Id, margin ?? AnswerOf(dataset).Margin, at);
        return ContrastAnalysis.Of(Results with
        {
            Study = Study with { Contrasts = [contrast] },
            Header = Header with { Datasets = [dataset] },
            Rows = [.. RowsOf(dataset).Where(row => row.TrainRows <= most)],
        })[0];
    }

    private ILookup<string, Curve> Both(Func<StudyResults, string, IReadOnlyList<Curve>> analysis) =>
        analysis(Results, "error").Concat(analysis(Results, "rmse")).ToLookup(curve => curve.Dataset, StringComparer.Ordinal);

    private static List<Curve> Primaries(ILookup<string, Curve> curves, DatasetSummary dataset) =>
        curves[dataset.Id].Where(curve => curve.Metric == Primary.Of(dataset.Task).Id).ToList();
}
