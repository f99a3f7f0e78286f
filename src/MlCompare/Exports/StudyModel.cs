using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Exports;

/// <summary>Fits a learner of a study once more, as its trial of the first replicate at the largest size without noise did.</summary>
public static class StudyModel
{
    /// <param name="name">Of the learner in the study; one that is not in it takes part as its options are.</param>
    /// <param name="tuned">Options that the trial chose; null for those of the study.</param>
    /// <returns>The model, with the rows that it was tested on.</returns>
    /// <exception cref="InputException">There is no such learner, or it declines the rows.</exception>
    public static (FittedModel Model, int TrainRows, FeatureTable HeldOut) Fit(
        Study study, IDatasetSource source, Plugins plugins, string name, JsonObject? tuned, int threads, CancellationToken cancel)
    {
        BlockFactory factory = new(source, study, plugins.Interventions);
        ILearner learner = StudyPlanner.Contestants(study, plugins.Learners).FirstOrDefault(contestant => contestant.Name == name)?.Learner ?? plugins.Learners.Get(name);
        learner = tuned is null ? learner : learner.With(tuned);
        Block block = factory.Base(0, Rows(study, factory));
        if (learner.Decline(block.Train) is string reason)
        {
            throw new InputException($"it declines these rows ({reason})", $"learner {name}", "choose another with --learner");
        }

        IPredictor model = learner.Fit(block.Train, new FitContext(TrialRunner.FitSeed(study, source.Id, 0), cancel) { Threads = threads });
        return (new FittedModel(learner, model, block.TestFeatures, block.TestLabels), block.Train.Count, block.TestFeatures);
    }

    private static int Rows(Study study, BlockFactory factory) => StudyPlanner.Cells(study, factory.Sizes().Pool)[^1].Rows;
}
