using MlCompare.Statistics.Laws;
using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>What the analyses say of one study: each is worked out when it is first asked for, and once, whoever asks: sections, tables, frames.</summary>
public sealed class Analyses
{
    private readonly Lazy<IReadOnlyList<Verdict>> verdicts;
    private readonly Lazy<IReadOnlyList<Answer>> answers;
    private readonly Lazy<AcrossDatasets?> across;
    private readonly Lazy<IReadOnlyList<Crossover>> crossovers;
    private readonly Lazy<IReadOnlyList<CurveForecast>> forecasts;
    private readonly Lazy<IReadOnlyList<LabelExchange>> exchanges;
    private readonly Lazy<IReadOnlyList<ModelUse>> uses;
    private readonly Lazy<IReadOnlyList<StructureFindings>> structures;
    private readonly Lazy<IReadOnlyList<LearnerNoise>> noiseFates;
    private readonly Lazy<IReadOnlyList<ConfidenceCell>> confidences;
    private readonly Lazy<IReadOnlyList<SliceGap>> slices;

    public Analyses(StudyResults results)
    {
        Results = results;
        verdicts = new(() => ContrastAnalysis.Of(results));
        answers = new(() => Ranking.Of(results));
        across = new(() => AcrossDatasets.Of(Answers));
        crossovers = new(() => CrossoverAnalysis.Of(results));
        forecasts = new(() => ForecastAnalysis.Of(results));
        exchanges = new(() => LabelExchange.Of(results));
        uses = new(() => ImportanceAnalysis.Of(results));
        structures = new(() => StructureAnalysis.Of(results));
        noiseFates = new(() => NoiseFateAnalysis.Of(results));
        confidences = new(() => ConfidenceAnalysis.Of(results));
        slices = new(() => SliceAnalysis.Of(results, Answers));
    }

    public StudyResults Results { get; }

    /// <summary>In the order asked.</summary>
    public IReadOnlyList<Verdict> Verdicts => verdicts.Value;

    /// <summary>In the order of the data sets.</summary>
    public IReadOnlyList<Answer> Answers => answers.Value;

    /// <summary>All data sets together; null where there is only one, or only one learner to compare.</summary>
    public AcrossDatasets? Across => across.Value;

    public IReadOnlyList<Crossover> Crossovers => crossovers.Value;

    public IReadOnlyList<CurveForecast> Forecasts => forecasts.Value;

    public IReadOnlyList<LabelExchange> Exchanges => exchanges.Value;

    public IReadOnlyList<ModelUse> Uses => uses.Value;

    public IReadOnlyList<StructureFindings> Structures => structures.Value;

    public IReadOnlyList<LearnerNoise> NoiseFates => noiseFates.Value;

    public IReadOnlyList<ConfidenceCell> Confidences => confidences.Value;

    public IReadOnlyList<SliceGap> Slices => slices.Value;

    /// <summary>Whether others are expected to overtake the winner of a data set on more rows.</summary>
    public IReadOnlyList<Overtaking> OvertakingsOf(Answer answer) => Overtaking.Of(answer, Forecasts);
}
