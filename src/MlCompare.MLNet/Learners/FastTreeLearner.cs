using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>
/// FastTree (Microsoft's own boosting, after MART): ML.NET's oldest tree trainer. Takes no missing values and no categories, so these are
/// filled in and marked; more than two classes are learnt one against all others. The number of trees is chosen on rows held out.
/// </summary>
public sealed class FastTreeLearner(FastTreeOptions settings) : MlNetLearner<FastTreeOptions>(settings)
{
    private const int CrossValidateBelow = 1000, Folds = 3;

    public FastTreeLearner()
        : this(new FastTreeOptions())
    {
    }

    public override string Id => "mlnet-fast-tree";

    public override string Title => "FastTree (ML.NET)";

    public override Family Family => Family.Boosting;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 0.02, 0.4),
        new Hyperparameter.LogInteger("leaves", 4, 128),
        new Hyperparameter.LogInteger("minLeafRows", 1, 50),
        new Hyperparameter.Choice("columnFraction", 0.3, 0.6, 1.0),
        new Hyperparameter.Choice("rowFraction", 0.5, 0.8, 1.0),
        IFeaturized.Choice,
    ];

    protected override ILearner Create(FastTreeOptions changed) => new FastTreeLearner(changed);

    protected override void Validate(FastTreeOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        changed.Validate(Id);
    }

    private protected override bool TablesOnly => true;

    private protected override int? StockWords => Settings.WordFeatures;

    private protected override RowEncoding Encode(FeatureTable features, CancellationToken cancel) =>
        RowEncoding.FitForTrees(features, Settings.WordFeatures, cancel);

    private protected override ITransformer Train(MlNetTraining training)
    {
        MLContext context = training.NewContext();
        int trees = training.Splits.Length == 0 ? Settings.Trees : TreeCount.Best(training, Settings.Trees, (rows, most) => rows.Labels!.Task == TaskKind.Regression
            ? Numbers(context, training, most).Fit(rows)
            : TwoClasses(context, training, most).Fit(rows));
        return training.Task == TaskKind.Regression
            ? Numbers(context, training, trees).Fit(training.View)
            : training.Classify(context, TwoClasses(context, training, trees));
    }

    private protected override int SplitsFor(int rows, TaskKind task) => !Settings.EarlyStopping ? 0 : rows < CrossValidateBelow ? Folds : 1;

    private FastTreeRegressionTrainer Numbers(MLContext context, MlNetTraining training, int trees) =>
        context.Regression.Trainers.FastTree(Settings.Apply(new FastTreeRegressionTrainer.Options(), training, trees));

    private FastTreeBinaryTrainer TwoClasses(MLContext context, MlNetTraining training, int trees) =>
        context.BinaryClassification.Trainers.FastTree(Settings.Apply(new FastTreeBinaryTrainer.Options(), training, trees));
}
