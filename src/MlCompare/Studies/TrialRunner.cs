using System.Diagnostics;
using MlCompare.Learners;
using MlCompare.Measures;

namespace MlCompare.Studies;

/// <summary>Runs one trial on its block and writes down what happened: a row, whatever the learner does.</summary>
internal sealed class TrialRunner(Study study, MeasureSet measures, string revision, int threads)
{
    /// <summary>A learner that looks at its cancellation stops within a second.</summary>
    private const double LateSeconds = 10;

    /// <summary>The learner's name is no part of the seed, nor are the conditions: what shares rows shares the seed.</summary>
    public static ulong FitSeed(Study study, TrialPlan plan) => FitSeed(study, plan.Dataset, plan.Replicate);

    public static ulong FitSeed(Study study, string dataset, int replicate) => Seeds.From(study.Seed, dataset, "replicate", replicate, "fit");

    /// <param name="remark">Told what is worth knowing and no part of the row.</param>
    /// <exception cref="OperationCanceledException">The user cancelled: there is no row then.</exception>
    public TrialRow Run(TrialPlan plan, Block block, SharedTrials shared, Action<string> remark, CancellationToken cancel)
    {
        TrialRow blank = Blank(plan, block);
        SharedGroup? group = shared.For(plan);
        group?.Prepare(study.TimeLimitSeconds, threads, remark, cancel);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (study.TimeLimitSeconds is double seconds)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        using Timer? late = study.TimeLimitSeconds is double allowed && allowed < StudyValidation.LongestTimeLimit
            ? new Timer(_ => remark($"{plan.Contestant.Name} on {plan.Dataset} goes on after its time limit and cannot be ended here; with --isolate it would be"), null, TimeSpan.FromSeconds(allowed + LateSeconds), Timeout.InfiniteTimeSpan)
            : null;

        try
        {
            (TrialRow row, IPredictor? model) = Measure(plan, block, blank, group, shared, limit.Token);
            // The limit is one of fitting.
            return model is null ? row : row with
            {
                Importance = TrialImportance.Of(model, plan, block, study, cancel),
                NoiseTwin = TrialNoise.Of(model, plan, block, study, remark, cancel),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return blank with
            {
                Outcome = Outcome.Failed,
                Reason = FormattableString.Invariant($"time limit of {study.TimeLimitSeconds} s reached"),
            };
        }
        catch (Exception error) when (error is LearnerEndedException or InputException)
        {
            // The message is a sentence as it is.
            return blank with { Outcome = Outcome.Failed, Reason = error.Message };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return blank with { Outcome = Outcome.Failed, Reason = $"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}" };
        }
    }

    /// <summary>The row of a trial that ended elsewhere.</summary>
    public TrialRow Failed(TrialPlan plan, Block block, string reason) => Blank(plan, block) with { Reason = reason };

    private (TrialRow Row, IPredictor? Model) Measure(
        TrialPlan plan, Block block, TrialRow blank, SharedGroup? group, SharedTrials shared, CancellationToken cancel)
    {
        if (plan.Contestant.Learner.Decline(block.Train) is string reason)
        {
            return (blank with { Outcome = Outcome.Declined, Reason = reason }, null);
        }

        Fitted fitted = Share(plan, block, group, shared, cancel) ?? Alone(plan, block, cancel);
        if (fitted.Seconds > study.TimeLimitSeconds)
        {
            // The timer may come late, or the learner may not have looked: the limit holds all the same.
            throw new OperationCanceledException();
        }

        long start = Stopwatch.GetTimestamp();
        Prediction prediction = fitted.Model.Predict(block.TestFeatures);
        double perRow = Stopwatch.GetElapsedTime(start).TotalSeconds / block.TestFeatures.Count;
        cancel.ThrowIfCancellationRequested();

        using LengthStream length = new();
        using (BinaryWriter writer = new(length))
        {
            fitted.Model.Save(writer);
        }

        TrialRow row = blank with
        {
            Outcome = Outcome.Completed,
            Reason = fitted.Model.Remark,
            Forecast = fitted.Model.Forecast,
            Metrics = measures.Compute(new Evidence(prediction, block.TestLabels, block.TestTruth)),
            TestErrors = block.FixedTest && block.TestLabels.Task != TaskKind.Regression
                ? ErrorBits.Pack(prediction, block.TestLabels.Classes)
                : null,
            Confidence = block.TestLabels.Task == TaskKind.Regression ? null : ConfidenceProfile.Of(prediction, block.TestLabels.Classes),
            Slices = plan.Explain && plan.Contestant.Learner.Family != Family.Baseline
                ? SliceLoss.Of(prediction, block.Train.Features, block.TestFeatures, block.Train.Labels, block.TestLabels)
                : null,
            FitSeconds = fitted.Seconds,
            SharedSeconds = fitted.SharedSeconds,
            PredictSecondsPerRow = perRow,
            PeakBytes = fitted.PeakBytes,
            Device = fitted.Model.Device?.Name,
            DevicePeakBytes = fitted.Model.Device?.PeakBytes,
            DeviceSeconds = fitted.Model.Device?.Seconds,
            ModelBytes = length.Length,
            Options = fitted.Learner.Options,
        };
        return (row, fitted.Model);
    }

    private Fitted Alone(TrialPlan plan, Block block, CancellationToken cancel)
    {
        ILearner learner = plan.Contestant.Learner;
        FitContext context = new(FitSeed(study, plan), cancel) { Threads = threads };
        using MemorySampler memory = new();
        long start = Stopwatch.GetTimestamp();
        if (plan.Contestant.Draws > 0)
        {
            learner = Tuning.Choose(learner, block.Train, plan.Contestant.Draws, context);
        }

        IPredictor model = learner.Fit(block.Train, context);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Fitted(learner, model, seconds, seconds, memory.Peak);
    }

    /// <summary>The model out of shared work; what it costs alone is known to the learner or measured once a size.</summary>
    private Fitted? Share(TrialPlan plan, Block block, SharedGroup? group, SharedTrials shared, CancellationToken cancel)
    {
        using MemorySampler memory = new();
        if (group?.Fit(plan, cancel) is not (SharedModel model, double seconds))
        {
            return null;
        }

        AloneCost alone = model.AloneSeconds is double known
            ? new AloneCost(known, memory.Peak)
            : shared.Alone(plan, () =>
            {
                Fitted measured = Alone(plan, block, cancel);
                return new AloneCost(measured.Seconds, measured.PeakBytes);
            });
        return new Fitted(plan.Contestant.Learner, model.Model, alone.Seconds, seconds, alone.Peak);
    }

    private TrialRow Blank(TrialPlan plan, Block block) => new()
    {
        Key = plan.Key,
        Dataset = plan.Dataset,
        Modality = block.TestFeatures.Modality,
        Task = block.TestLabels.Task,
        Learner = plan.Contestant.Name,
        Family = plan.Contestant.Learner.Family,
        Engine = plan.Contestant.Learner.Engine,
        TrainRows = block.Train.Count,
        TestRows = block.TestFeatures.Count,
        Features = block.TestFeatures.Width,
        Classes = block.TestLabels.ClassCount,
        Conditions = plan.Conditions,
        Replicate = plan.Replicate,
        Outcome = Outcome.Failed,
        Options = plan.Contestant.Learner.Options,
        Revision = revision,
    };

    /// <param name="Seconds">What this fit costs alone.</param>
    /// <param name="SharedSeconds">What it took here.</param>
    private sealed record Fitted(ILearner Learner, IPredictor Model, double Seconds, double SharedSeconds, long PeakBytes);
}
