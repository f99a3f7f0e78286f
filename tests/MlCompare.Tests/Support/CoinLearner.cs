using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Tests.Support;

/// <summary>What <see cref="CoinLearner"/> does when it is asked to fit.</summary>
public enum Mood
{
    Works,
    Throws,
    Declines,
    Sleeps,
    AnswersNaN,
}

/// <param name="Mood">What happens on fitting.</param>
/// <param name="Milliseconds">How long a fit takes at least.</param>
public sealed record CoinOptions(Mood Mood = Mood.Works, int Milliseconds = 0);

/// <summary>A learner that exists for the runner's tests: it answers by its seed and the number of rows, or misbehaves on demand.</summary>
internal sealed class CoinLearner(CoinOptions options) : Learner<CoinOptions>(options)
{
    public CoinLearner()
        : this(new CoinOptions())
    {
    }

    public override string Id => "coin";

    public override string Title => "Coin";

    public override Family Family => Family.Baseline;

    public override IReadOnlyList<Hyperparameter> SearchSpace => [];

    public override string? Decline(TrainingSet train) => Settings.Mood == Mood.Declines ? $"{train.Count} rows are too many" : null;

    public override IPredictor Fit(TrainingSet train, FitContext context)
    {
        context.Cancel.WaitHandle.WaitOne(Settings.Mood == Mood.Sleeps ? 60_000 : Settings.Milliseconds);
        context.Cancel.ThrowIfCancellationRequested();
        return Settings.Mood == Mood.Throws
            ? throw new InvalidOperationException("the coin\nrolled away")
            : new Model(Settings.Mood == Mood.AnswersNaN ? double.NaN : new Rng(context.Seed + (ulong)train.Labels.Classes.Sum()).NextDouble());
    }

    public override IPredictor Load(BinaryReader reader) => new Model(reader.ReadDouble());

    protected override ILearner Create(CoinOptions changed) => new CoinLearner(changed);

    private sealed class Model(double heads) : IPredictor
    {
        public Prediction Predict(FeatureTable features) => new([.. Enumerable.Range(0, 2 * features.Count).Select(i => i % 2 == 0 ? heads : 1 - heads)], 2);

        public void Save(BinaryWriter writer) => writer.Write(heads);
    }
}
