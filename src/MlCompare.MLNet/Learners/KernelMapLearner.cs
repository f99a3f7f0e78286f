using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlCompare.Learners;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>Options of <see cref="KernelMapLearner"/>.</summary>
/// <param name="Rank">Random features; twice as many columns, a cosine and a sine each.</param>
/// <param name="Gamma">Of the Gaussian kernel, in inverse squares of the mean distance of two rows.</param>
/// <param name="L2">As in <see cref="SdcaOptions"/>.</param>
/// <param name="Featurizer">Whose columns it learns from.</param>
public sealed record KernelMapOptions(int Rank = 500, double Gamma = 1, double? L2 = null, Featurizer Featurizer = Featurizer.Embedded) : IFeaturized;

/// <summary>
/// Random Fourier features (Rahimi and Recht 2007) of a Gaussian kernel under a linear model: what ML.NET has for more than two classes and
/// for numbers in the way of kernels. An approximation that needs many features where the kernel is narrow.
/// </summary>
public sealed class KernelMapLearner(KernelMapOptions settings) : MlNetLearner<KernelMapOptions>(settings)
{
    public KernelMapLearner()
        : this(new KernelMapOptions())
    {
    }

    public override string Id => "mlnet-kernel-map";

    public override string Title => "Random kernel features (ML.NET)";

    public override Family Family => Family.Kernel;

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("gamma", 0.05, 10),
        new Hyperparameter.LogUniform("l2", 1e-7, 1e-2),
        new Hyperparameter.Choice("rank", 250, 500, 1000),
        IFeaturized.Choice,
    ];

    protected override ILearner Create(KernelMapOptions changed) => new KernelMapLearner(changed);

    protected override void Validate(KernelMapOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Rank is >= 1 and <= 100_000, "rank", "1 to 100,000");
        ranges.Require(changed.Gamma is > 0 and < float.MaxValue, "gamma", "a number above 0");
        ranges.Require(changed.L2 is null or (> 0 and < float.MaxValue), "l2", "a number above 0, or null");
    }

    private protected override ITransformer Train(MlNetTraining training)
    {
        const string Mapped = "Mapped";
        MLContext context = training.NewContext();
        return context.Transforms.ApproximatedKernelMap(
                Mapped, EncodedView.Features, Settings.Rank, useCosAndSinBases: true, new GaussianKernel((float)Settings.Gamma), training.Seed)
            .Append(SdcaLearner.Linear(context, training, new SdcaOptions(Settings.L2), Mapped))
            .Fit(training.View);
    }
}
