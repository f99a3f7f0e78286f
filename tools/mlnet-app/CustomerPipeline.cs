#if MLNET
using Microsoft.ML;
using MlCompare.MLNet.Comparing;

namespace MlCompare.MLNetApp;

/// <summary>What the app had before, for the command line too: <c>mlcompare compare customers.csv --plugin MlCompare.MLNetApp.dll --learners customers,boosting</c>.</summary>
public sealed class CustomerPipeline : PipelineContestant
{
    public override string Id => "customers";

    public override Family Family => Family.Linear;

    public override IEstimator<ITransformer> Make(MLContext context, TaskKind task) => Customer.Pipeline(context, "Label");
}
#endif
