using Microsoft.ML;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.MLNet.Comparing;

/// <summary>One fit of a pipeline.</summary>
internal static class PipelineFit
{
    /// <param name="shape">The columns that the pipeline meets rows in.</param>
    public static PipelinePredictor Run(Func<MLContext, IEstimator<ITransformer>> make, Func<FeatureTable, RowShape> shape, TrainingSet train, FitContext context)
    {
        NativeFiles.Find();
        MLContext own = new(context.Rng("pipeline").NextInt(int.MaxValue));
        IDataView view = shape(train.Features).View(train.Features, train.Labels);

        ITransformer model = OnPool(() => make(own).Fit(view), context.Cancel);
        using MemoryStream file = new();
        own.Model.Save(model, view.Schema, file);
        return new PipelinePredictor(model, file.ToArray(), shape, train.Labels.ClassNames, train.Task);
    }

    /// <summary>
    /// Runs what fits with ML.NET on a thread of the pool. FastTree, FastForest and Gam hand each piece of work to the pool, even with one thread, and wait
    /// for it: a thread of the pool that waits takes the piece itself, any other waits for a second thread to wake up, thousands of times a fit (on a busy
    /// machine 20 trees on 800 rows took 5.6 s on a thread of their own, and 0.06 s on one of the pool). ML.NET lets nobody outside end a fit: one that is
    /// cancelled is left behind, and ends when it does.
    /// </summary>
    public static T OnPool<T>(Func<T> fit, CancellationToken cancel)
    {
        Task<T> running = Task.Run(fit, CancellationToken.None);
        Task.WaitAny([running], cancel);
        return running.GetAwaiter().GetResult();
    }
}
