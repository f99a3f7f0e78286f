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

        // ML.NET lets nobody outside end a fit: one that is cancelled is left behind, and its thread ends when it does.
        Task<ITransformer> fit = Task.Factory.StartNew(() => make(own).Fit(view), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task.WaitAny([fit], context.Cancel);
        ITransformer model = fit.GetAwaiter().GetResult();
        using MemoryStream file = new();
        own.Model.Save(model, view.Schema, file);
        return new PipelinePredictor(model, file.ToArray(), shape, train.Labels.ClassNames, train.Task);
    }
}
