using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Studies;

namespace MlCompare.Learners;

/// <summary>Seed, cancellation and threads for one fit.</summary>
/// <param name="Seed">The only source of randomness that a fit may use.</param>
public sealed record FitContext(ulong Seed, CancellationToken Cancel = default)
{
    /// <summary>
    /// How many threads a fit may use; the model must not depend on it. One by default: the cells of a grid run in parallel instead.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told of each epoch or round by learners that have such; it changes nothing of the model.</summary>
    public ITrainingObserver? Observer { get; init; }

    /// <summary>A generator for one purpose, independent of the others.</summary>
    public Rng Rng(string purpose) => new(Seeds.From(Seed, purpose));
}

/// <summary>A learner was ended from outside, or took its process along; the message is the reason that its trial failed.</summary>
public class LearnerEndedException(string message) : Exception(message);

/// <summary>A promise of the learner contract that this learner does not keep, and why.</summary>
public sealed record Excuse(string Promise, string Reason);

/// <summary>
/// A stateless recipe: options in, fitted model out. Options record, tuned defaults and search space live in the learner's own
/// file (see <see cref="Learner{TOptions}"/>).
/// </summary>
public interface ILearner : INamed
{
    /// <summary>For charts and tables, such as "Gradient boosting".</summary>
    string Title { get; }

    Family Family { get; }

    /// <summary>"managed", "xgboost", "libsvm", "mlnet", "torch" or "mlnet-torch".</summary>
    string Engine { get; }

    /// <summary>
    /// Whether it stands for its family where a comparison names no learners: few do for each modality, so that a comparison stays
    /// affordable. All others take part when they are named.
    /// </summary>
    bool StandsForFamily(Modality modality);

    /// <summary>
    /// Its code may end its process or never come back: a study runs its trials in worker processes. Engines that run their own fits in
    /// workers need not say so.
    /// </summary>
    bool IsUnsafe => false;

    /// <summary>Every option with its value; part of the trial key. Each call gives a fresh copy.</summary>
    JsonObject Options { get; }

    /// <summary>What tuning may vary.</summary>
    IReadOnlyList<Hyperparameter> SearchSpace { get; }

    /// <summary>Promises of the contract that do not hold, with reasons; printed in the report.</summary>
    IReadOnlyList<Excuse> Excuses { get; }

    /// <summary>
    /// Whether its models say what they expect of more rows (<see cref="IPredictor.Forecast"/>): a study stores that before it fits more rows.
    /// </summary>
    bool Forecasts => false;

    /// <summary>The same recipe with some options changed.</summary>
    /// <exception cref="InputException">An unknown option or a value out of range.</exception>
    ILearner With(JsonObject overrides);

    /// <summary>Why this learner cannot take these rows, as one sentence with numbers; null when it can.</summary>
    string? Decline(TrainingSet train);

    /// <summary>
    /// Fits a model on the rows given. Must not write into them; must look at <see cref="FitContext.Cancel"/> often enough to stop
    /// within a second.
    /// </summary>
    IPredictor Fit(TrainingSet train, FitContext context);

    /// <summary>Reads what <see cref="IPredictor.Save"/> wrote.</summary>
    IPredictor Load(BinaryReader reader);
}

/// <summary>An immutable fitted model; safe to use from several threads.</summary>
public interface IPredictor
{
    /// <summary>What a reader of the results should know about how this model came about, as one sentence; null when there is nothing.</summary>
    string? Remark => null;

    /// <summary>What the model expects of more rows, where it was asked to say so; null else. Not saved with the model.</summary>
    IReadOnlyList<ForecastPoint>? Forecast => null;

    /// <summary>Where the model was trained, by engines that have a choice of devices; null else. Not saved with the model.</summary>
    DeviceUse? Device => null;

    /// <summary>Predicts every row by itself: one row alone gives what it gives among others.</summary>
    Prediction Predict(FeatureTable features);

    /// <summary>Writes all that <see cref="ILearner.Load"/> needs; its length is the model's size.</summary>
    void Save(BinaryWriter writer);
}
