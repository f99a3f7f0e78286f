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
    // A calibration has two numbers to find: a seventh of 20,000 rows is plenty for it.
    private const int Folds = 3, OneSplitFrom = 20_000;

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

    int IMlNetRecipe.SplitsFor(int rows, TaskKind task) => SplitsFor(rows, task);

    private protected virtual int SplitsFor(int rows, TaskKind task) => !CalibratesScores || task == TaskKind.Regression ? 0
        : rows < OneSplitFrom ? Folds
        : 1;

    /// <summary>Whether its classes come as scores, to be calibrated on rows that it was not trained on.</summary>
    private protected virtual bool CalibratesScores => false;

    RowEncoding IMlNetRecipe.Encode(FeatureTable features, CancellationToken cancel) =>
        Settings is IFeaturized { Featurizer: Featurizer.MlNet } && StockEncoding.Takes(features) ? StockEncoding.Fit(features, StockWords) : Encode(features, cancel);

    /// <summary>Most words of a text in ML.NET's own columns, for trees; null for trainers that take them all.</summary>
    private protected virtual int? StockWords => null;

    MlNetModel? IMlNetRecipe.Train(MlNetTraining training) =>
        CalibratesScores && training.Task != TaskKind.Regression ? ScoreCalibration.Fit(training, rows => Train(rows)!)
        : Train(training) is { } model ? new MlNetModel(model, [])
        : null;

    /// <summary>Scaled and filled in, as for linear models.</summary>
    private protected virtual RowEncoding Encode(FeatureTable features, CancellationToken cancel) =>
        RowEncoding.FitFilled(features, new EncoderOptions(), cancel);

    private protected abstract Microsoft.ML.ITransformer? Train(MlNetTraining training);
}
