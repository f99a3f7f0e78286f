using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.MLNet.Rows;
using MlCompare.Studies;

namespace MlCompare.MLNet.Learners;

/// <summary>A trainer of ML.NET as a learner: encoded here, trained in a worker, predicting here from the saved model.</summary>
public abstract class MlNetLearner<TOptions>(TOptions settings) : Learner<TOptions>(settings), IMlNetRecipe
    where TOptions : class
{
    public sealed override string Engine => "mlnet";

    bool IMlNetRecipe.TakesNegativeTargets => TakesNegativeTargets;

    private protected virtual bool TakesNegativeTargets => true;

    public override string? Decline(TrainingSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new MlNetEngine().State.Missing is string missing ? $"ML.NET is missing: {missing}"
            : TablesOnly && train.Features.Modality != Modality.Tabular
            ? "it takes tables only: rows of many columns, which images, texts and sounds become, cost it far more time than other boosting"
            : null;
    }

    /// <summary>160 rows of 650 columns took FastTree 24 seconds of one core, and LightGBM less than one.</summary>
    private protected virtual bool TablesOnly => false;

    public override IPredictor Fit(TrainingSet train, FitContext context) => MlNetFit.Run(this, train, context);

    public override IPredictor Load(BinaryReader reader) => MlNetPredictor.Load(reader);

    int IMlNetRecipe.SplitsFor(int rows) => SplitsFor(rows);

    private protected virtual int SplitsFor(int rows) => 0;

    RowEncoding IMlNetRecipe.Encode(FeatureTable features, CancellationToken cancel) => Encode(features, cancel);

    Microsoft.ML.ITransformer? IMlNetRecipe.Train(MlNetTraining training) => Train(training);

    /// <summary>Scaled and filled in, as for linear models.</summary>
    private protected virtual RowEncoding Encode(FeatureTable features, CancellationToken cancel) =>
        RowEncoding.FitFilled(features, new EncoderOptions(), cancel);

    private protected abstract Microsoft.ML.ITransformer? Train(MlNetTraining training);
}
