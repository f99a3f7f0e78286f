using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.LightGbm;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>
/// LightGBM (Ke et al. 2017) as ML.NET brings it: what a .NET team deploys for tables. Missing values and categories go to the library
/// as they are; the number of rounds is chosen on rows held out, and the model fitted again on all.
/// </summary>
public sealed class LightGbmLearner(LightGbmOptions settings) : MlNetLearner<LightGbmOptions>(settings)
{
    private const int CrossValidateBelow = 1000, Folds = 5;

    public LightGbmLearner()
        : this(new LightGbmOptions())
    {
    }

    public override string Id => "mlnet-lightgbm";

    public override string Title => "LightGBM (ML.NET)";

    public override Family Family => Family.Boosting;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.02, 0.3),
        new Hyperparameter.LogInteger("leaves", 4, 127),
        new Hyperparameter.LogInteger("minLeafRows", 2, 60),
        new Hyperparameter.LogUniform("l2", 0.1, 30),
        new Hyperparameter.Choice("columnFraction", 0.3, 0.6, 1.0),
        new Hyperparameter.Choice("rowFraction", 0.5, 0.8, 1.0),
    ];

    protected override ILearner Create(LightGbmOptions changed) => new LightGbmLearner(changed);

    protected override void Validate(LightGbmOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        changed.Validate(Id);
    }

    private protected override RowEncoding Encode(FeatureTable features, CancellationToken cancel) =>
        RowEncoding.FitRaw(features, new BoostingOptions { Terms = Settings.Terms }, cancel);

    private protected override int SplitsFor(int rows, TaskKind task) => !Settings.EarlyStopping ? 0 : rows < CrossValidateBelow ? Folds : 1;

    private protected override ITransformer? Train(MlNetTraining training)
    {
        int[] rounds = [.. training.Splits.Select(split => Rounds(training, training.View.Select(split.Train), training.View.Select(split.Held)))];
        return Fit(training.NewContext(), training, training.View, null, rounds.Length == 0 ? Settings.MaxRounds : (int)Math.Ceiling(rounds.Average()));
    }

    /// <summary>The round that was best on the rows that watch, which the trainer tells its log only.</summary>
    private int Rounds(MlNetTraining training, IDataView train, IDataView watch)
    {
        const string Words = "best iteration: ";
        MLContext context = training.NewContext();
        int best = Settings.MaxRounds;
        context.Log += (_, entry) =>
        {
            int at = entry.RawMessage.IndexOf(Words, StringComparison.Ordinal);
            if (entry.Kind == ChannelMessageKind.Info && at >= 0)
            {
                best = int.Parse(entry.RawMessage[(at + Words.Length)..].Split(',')[0]);
            }
        };
        Fit(context, training, train, watch, Settings.MaxRounds);
        return best;
    }

    private ITransformer? Fit(MLContext context, MlNetTraining training, IDataView train, IDataView? watch, int rounds)
    {
        try
        {
            return Fitted(context, training, train, watch, rounds);
        }
        catch (ArgumentNullException)
        {
            // So ML.NET 5.0 ends when the library found no split at all: it reads a tree of one leaf as one without arrays.
            return null;
        }
    }

    private ITransformer Fitted(MLContext context, MlNetTraining training, IDataView train, IDataView? watch, int rounds)
    {
        switch (training.Task)
        {
            case TaskKind.Binary:
                LightGbmBinaryTrainer.Options binary = new() { EvaluationMetric = LightGbmBinaryTrainer.Options.EvaluateMetricType.Logloss };
                Settings.Apply(binary, training, rounds, watch is not null);
                LightGbmBinaryTrainer two = context.BinaryClassification.Trainers.LightGbm(binary);
                return watch is null ? two.Fit(train) : two.Fit(train, watch);
            case TaskKind.Multiclass:
                LightGbmMulticlassTrainer.Options several = new() { EvaluationMetric = LightGbmMulticlassTrainer.Options.EvaluateMetricType.LogLoss, UseSoftmax = true };
                Settings.Apply(several, training, rounds, watch is not null);
                LightGbmMulticlassTrainer many = context.MulticlassClassification.Trainers.LightGbm(several);
                return watch is null ? many.Fit(train) : many.Fit(train, watch);
            default:
                LightGbmRegressionTrainer.Options numbers = new() { EvaluationMetric = LightGbmRegressionTrainer.Options.EvaluateMetricType.RootMeanSquaredError };
                Settings.Apply(numbers, training, rounds, watch is not null);
                LightGbmRegressionTrainer one = context.Regression.Trainers.LightGbm(numbers);
                return watch is null ? one.Fit(train) : one.Fit(train, watch);
        }
    }
}
