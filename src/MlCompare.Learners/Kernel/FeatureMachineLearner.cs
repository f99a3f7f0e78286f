using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>Options of <see cref="FeatureMachineLearner"/>; kernel options as those of <see cref="KernelOptions"/>.</summary>
/// <param name="Metric">What is learned; null: diagonal or full, by leave-one-out.</param>
/// <param name="Power">Of the mean outer product of gradients; 1 is customary; the root is gentler where one feature's gradients outweigh all others.</param>
/// <param name="Iterations">Rounds of learning a metric; the best is kept. Three to ten are customary.</param>
/// <param name="LearnRows">Rows that the metric is learned from.</param>
/// <param name="MaxFullWidth">With more encoded features only the diagonal is learned.</param>
/// <param name="Shape">Laplace, or Gaussian where the target is smooth in a few directions.</param>
/// <param name="Centred">Whether the mean gradient is taken off, so that a metric does not lean on what shifts all outputs alike (modular arithmetic).</param>
/// <param name="LeafRows">Above <paramref name="MaxRows"/> rows a tree of machines, each on at most so many; 0: one machine by centres.</param>
public sealed record FeatureMachineOptions(
    MetricKind? Metric = null,
    double Power = 0.5,
    int Iterations = 3,
    double? Bandwidth = null,
    double? Ridge = null,
    double IndicatorValue = 0.7,
    int SearchRows = 2000,
    int LearnRows = 4000,
    int MaxFullWidth = 400,
    int MaxRows = 20_000,
    int Centres = 0,
    KernelShape Shape = KernelShape.Laplace,
    bool Centred = false,
    int LeafRows = 10_000)
{
    internal KernelOptions Kernel => new(
        Shape, Bandwidth, Ridge, IndicatorValue, SearchRows: SearchRows, MaxRows: MaxRows, Centres: Centres);

    internal void Validate()
    {
        Kernel.Validate("feature-machine");
        OptionRanges ranges = new("feature-machine");
        ranges.Require(Iterations is >= 0 and <= 100, "iterations", "from 0 to 100");
        ranges.Require(Power is > 0 and <= 2, "power", "above 0 and at most 2");
        ranges.Require(LearnRows is >= 1 and <= 46_000, "learnRows", "from 1 to 46,000");
        ranges.Require(Shape is KernelShape.Laplace or KernelShape.Gaussian, "shape", "laplace or gaussian");
        ranges.Require(LeafRows is 0 or (>= 200 and <= 46_000), "leafRows", "from 200 to 46,000, or 0");
        ranges.Require(MaxFullWidth is >= 0 and <= 4000, "maxFullWidth", "from 0 to 4,000");
    }
}

/// <summary>
/// Recursive feature machine: a Laplace kernel that learns which features, or directions, count. Expect it where a few of them
/// carry the target; never worse than the plain kernel by its own leave-one-out loss, at several times the cost. Tables of more rows than
/// one exact solution takes are cut into parts that each learn what counts there.
/// </summary>
public sealed class FeatureMachineLearner(FeatureMachineOptions settings) : Learner<FeatureMachineOptions>(settings)
{
    public FeatureMachineLearner()
        : this(new FeatureMachineOptions())
    {
    }

    public override string Id => "feature-machine";

    public override string Title => "Feature machine";

    public override Family Family => Family.Kernel;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.Choice("metric", "diagonal", "full"),
        new Hyperparameter.LogUniform("bandwidth", 0.1, 10),
        new Hyperparameter.LogUniform("ridge", 1e-3, 30),
        new Hyperparameter.LogUniform("indicatorValue", 0.2, 1.5),
    ];

    public override string? Decline(TrainingSet train) => new KernelLearner(Settings.Kernel).Decline(train);

    public override IPredictor Fit(TrainingSet train, FitContext context) =>
        Settings.LeafRows == 0 || train.Count <= Settings.Kernel.ExactRows
            ? new FeatureMachineFit(train, Settings, context).Run()
            : new FeatureTreeFit(Settings, context).Run(train);

    public override IPredictor Load(BinaryReader reader) => FeatureTreePredictor.Load(reader);

    protected override ILearner Create(FeatureMachineOptions changed) => new FeatureMachineLearner(changed);

    protected override void Validate(FeatureMachineOptions changed) => changed.Validate();
}
