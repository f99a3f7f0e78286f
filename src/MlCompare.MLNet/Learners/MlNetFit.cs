using MlCompare.Learners;
using MlCompare.Learners.Targets;
using MlCompare.MLNet.Rows;
using MlCompare.Native.Workers;
using MlCompare.Studies;

namespace MlCompare.MLNet.Learners;

/// <summary>One fit as the caller sees it.</summary>
internal static class MlNetFit
{
    public static MlNetPredictor Run(IMlNetRecipe recipe, TrainingSet train, FitContext context)
    {
        context.Cancel.ThrowIfCancellationRequested();
        RowEncoding encoding = recipe.Encode(train.Features, context.Cancel);
        (MlNetHead head, EncodedLabels labels) = MlNetHead.Of(train.Labels, recipe.TakesNegativeTargets);
        if (labels.Classes == 1 || labels.Values.Length < 2 || encoding.Width == 0)
        {
            return new MlNetPredictor(encoding, head, [], []);
        }

        EncodedRowSet rows = encoding.Encode(train.Features, context.Cancel);
        MlNetTraining training = new(
            rows.View(labels), Splits(recipe, train, context), context.Rng("mlnet").NextInt(int.MaxValue), context.Threads) { LevelSlots = rows.LevelSlots };
        using BinaryReader answer = WorkerPool.Run<MlNetJob>(
            request =>
            {
                request.Write(recipe.GetType().FullName!);
                request.Write(recipe.Options.ToJsonString());
                training.Write(request);
            },
            context.Cancel);
        byte[] model = answer.ReadBytes(answer.ReadInt32());
        return new MlNetPredictor(encoding, head, model, MlNetPredictor.LoadScales(answer));
    }

    private static InnerSplit[] Splits(IMlNetRecipe recipe, TrainingSet train, FitContext context)
    {
        // One split holds out as much as one of seven folds; several hold out everything once.
        const int ShareOfOne = 7, FewestInAFold = 2;
        int splits = recipe.SplitsFor(train.Count, train.Task), folds = splits == 1 ? ShareOfOne : splits;
        if (splits == 0 || train.Count < FewestInAFold * folds)
        {
            return [];
        }

        StratifiedFolds dealt = new(train.Count, train.Task == TaskKind.Regression ? null : train.Labels.Classes, folds, context.Rng("boosting-folds"));
        return [.. Enumerable.Range(0, splits).Select(dealt.HoldOut)];
    }
}
