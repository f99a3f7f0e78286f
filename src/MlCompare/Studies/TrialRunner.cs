using System.Diagnostics;
using MlCompare.Learners;
using MlCompare.Measures;

namespace MlCompare.Studies;

/// <summary>Runs one trial on its block and writes down what happened: a row, whatever the learner does.</summary>
public sealed class TrialRunner(Study study, MeasureSet measures, string revision)
{
    /// <exception cref="OperationCanceledException">The user cancelled: there is no row then.</exception>
    public TrialRow Run(TrialPlan plan, Block block, CancellationToken cancel)
    {
        TrialRow blank = Blank(plan, block);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (study.TimeLimitSeconds is double seconds)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        try
        {
            return Measure(plan, block, blank, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return blank with
            {
                Outcome = Outcome.Failed,
                Reason = FormattableString.Invariant($"time limit of {study.TimeLimitSeconds} s reached"),
            };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return blank with { Outcome = Outcome.Failed, Reason = $"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}" };
        }
    }

    private TrialRow Measure(TrialPlan plan, Block block, TrialRow blank, CancellationToken cancel)
    {
        ILearner learner = plan.Contestant.Learner;
        if (learner.Decline(block.Train) is string reason)
        {
            return blank with { Outcome = Outcome.Declined, Reason = reason };
        }

        ulong seed = Seeds.From(study.Seed, plan.Dataset, "replicate", plan.Replicate, "fit");
        using MemorySampler memory = new();
        long start = Stopwatch.GetTimestamp();
        if (study.Tune > 0)
        {
            learner = Tuning.Choose(learner, block.Train, study.Tune, new FitContext(seed, cancel));
        }

        IPredictor model = learner.Fit(block.Train, new FitContext(seed, cancel));
        double fitSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long peak = memory.Peak;
        if (fitSeconds > study.TimeLimitSeconds)
        {
            // The timer may come late, or the learner may not have looked: the limit holds all the same.
            throw new OperationCanceledException();
        }

        start = Stopwatch.GetTimestamp();
        Prediction prediction = model.Predict(block.TestFeatures);
        double perRow = Stopwatch.GetElapsedTime(start).TotalSeconds / block.TestFeatures.Count;
        cancel.ThrowIfCancellationRequested();

        using LengthStream length = new();
        using (BinaryWriter writer = new(length))
        {
            model.Save(writer);
        }

        return blank with
        {
            Outcome = Outcome.Completed,
            Metrics = measures.Compute(new Evidence(prediction, block.TestLabels, block.TestTruth)),
            TestErrors = block.FixedTest && block.TestLabels.Task != TaskKind.Regression
                ? ErrorBits.Pack(prediction, block.TestLabels.Classes)
                : null,
            FitSeconds = fitSeconds,
            SharedSeconds = fitSeconds,
            PredictSecondsPerRow = perRow,
            PeakBytes = peak,
            ModelBytes = length.Length,
            Options = learner.Options,
        };
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
}
