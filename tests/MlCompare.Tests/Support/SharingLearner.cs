using System.Collections.Concurrent;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Tests.Support;

/// <summary>What <see cref="SharingLearner"/> does when it is asked to share.</summary>
public enum Sharing
{
    Works,
    Throws,
    Sleeps,
    KnowsSeconds,
}

/// <param name="MaxRows">Larger training sets are declined.</param>
/// <param name="Forecasts">Whether its models say what they expect of more rows.</param>
/// <param name="Admits">Whether the learner says that they do.</param>
public sealed record SharingOptions(
    Sharing Sharing = Sharing.Works, bool EarlyStopping = true, int MaxRows = 1000, bool Forecasts = false, bool Admits = true);

/// <summary>A learner that exists for the runner's tests: its answer is a hash of its labels, shared or alone; it counts what it is asked.</summary>
internal sealed class SharingLearner(SharingOptions options, SharingLearner.Count count) : Learner<SharingOptions>(options), ISharedFit
{
    public const double KnownSeconds = 1234;

    public override string Id => "sharing";

    public override string Title => "Sharing";

    public override Family Family => Family.Baseline;

    public override IReadOnlyList<Hyperparameter> SearchSpace => [new Hyperparameter.Choice("earlyStopping", true, false)];

    public override bool Forecasts => Settings.Forecasts && Settings.Admits;

    public override string? Decline(TrainingSet train) => train.Count > Settings.MaxRows ? $"{train.Count} rows are too many" : null;

    public override IPredictor Fit(TrainingSet train, FitContext context)
    {
        count.Alone.Add(train.Count);
        count.Fitting(train.Count, context.Seed);
        return Answer(train.Labels, context.Seed, Settings.Forecasts);
    }

    public ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context)
    {
        count.Shared.Add([.. cells.Select(cell => cell.Rows)]);
        count.Fitting(cells.Max(cell => cell.Rows), context.Seed);
        context.Cancel.WaitHandle.WaitOne(Settings.Sharing == Sharing.Sleeps ? 60_000 : 0);
        context.Cancel.ThrowIfCancellationRequested();
        return Settings.Sharing == Sharing.Throws ? throw new InvalidOperationException("nothing in common") : new Work(this, cells);
    }

    public override IPredictor Load(BinaryReader reader) => new Model(reader.ReadDouble(), null);

    protected override ILearner Create(SharingOptions changed) => new SharingLearner(changed, count);

    private static Model Answer(Labels labels, ulong seed, bool forecasts) => new(
        new Rng(Seeds.From(seed, string.Join(',', labels.Classes))).NextDouble(), forecasts ? [new ForecastPoint(2 * labels.Count, 0.25)] : null);

    /// <summary>What was asked: rows of each fit alone, rows of the cells of each sharing.</summary>
    internal sealed class Count
    {
        public ConcurrentBag<int> Alone { get; } = [];

        public ConcurrentBag<int[]> Shared { get; } = [];

        /// <summary>Told of the rows and the seed before each fit.</summary>
        public Action<int, ulong> Fitting { get; init; } = (_, _) => { };
    }

    private sealed class Work(SharingLearner learner, IReadOnlyList<SharedCell> cells) : ISharedWork
    {
        public SharedModel Fit(int cell, CancellationToken cancel) => new(
            Answer(cells[cell].Labels, cells[cell].Seed, learner.Settings.Forecasts), learner.Settings.Sharing == Sharing.KnowsSeconds ? KnownSeconds : null);
    }

    private sealed class Model(double heads, IReadOnlyList<ForecastPoint>? forecast) : IPredictor
    {
        public IReadOnlyList<ForecastPoint>? Forecast => forecast;

        public Prediction Predict(FeatureTable features) => new([.. Enumerable.Range(0, 2 * features.Count).Select(i => i % 2 == 0 ? heads : 1 - heads)], 2);

        public void Save(BinaryWriter writer) => writer.Write(heads);
    }
}
