using MathNet.Numerics.LinearRegression;

namespace MlCompare.Claims;

/// <summary>The learners that stand for their families on tables, and the sizes at which most claims look.</summary>
internal static class Families
{
    public const string Linear = "linear", Boosting = "boosting", Network = "mlp", Kernel = "kernel-ridge";

    /// <summary>Error differences within one point count as none.</summary>
    public const double Margin = 0.01;

    /// <summary>Differences of squared errors within 5 % count as none, here as differences of logarithms.</summary>
    public const double RelativeMargin = 0.05;

    public static int[] Rows(Scale scale) => scale == Scale.Quick ? [250, 500, 1000, 2000] : [250, 500, 1000, 2000, 4000];

    public static int Most(Scale scale) => Rows(scale)[^1];

    public static Family Of(string learner) => learner switch
    {
        "constant" => Family.Baseline,
        Linear => Family.Linear,
        Boosting or "random-forest" or "extra-trees" => Family.Boosting,
        Kernel or "ntk" or "feature-machine" or "conv-kernel" or "spectrum-kernel" or "anova-kernel" => Family.Kernel,
        _ => Family.Neural,
    };

    public static string Title(string learner) => learner switch
    {
        Linear => "Linear model",
        Boosting => "Gradient boosting",
        Network => "Neural network (MLP)",
        Kernel => "Kernel ridge",
        "conv" => "Convolutional network",
        "text-conv" => "Convolutional network (text)",
        "conv-kernel" => "Convolutional kernel",
        "spectrum-kernel" => "Spectrum kernel",
        "feature-machine" => "Feature machine",
        "ntk" => "Tangent kernel",
        "tabm" => "TabM",
        _ => learner,
    };

    /// <summary>Excess risk over training rows, one line a learner.</summary>
    public static ChartPlan Curves(string title, string dataset, IEnumerable<int> rows, params IEnumerable<string> learners) => new(
        title,
        "Training rows (logarithmic)",
        "Excess risk",
        [.. learners.Select(learner => new LinePlan(
            Title(learner), Of(learner), [.. rows.Select(n => (double)n)], (read, n) => read.Excess(dataset, learner, (int)n)))]);

    /// <summary>How fast the excess falls: −d ln(excess) / d ln(rows) between two sizes.</summary>
    public static double Exponent(Readings read, string dataset, string learner, int from, int to) =>
        -(Math.Log(Floor(read.Excess(dataset, learner, to))) - Math.Log(Floor(read.Excess(dataset, learner, from)))) / Math.Log((double)to / from);

    /// <summary>Half a test row: below it an excess cannot be told from 0, and its logarithm runs away.</summary>
    public static double Floor(double excess) => Math.Max(excess, 0.5 / LedgerBench.TestRows);

    /// <summary>Slope of the least-squares line.</summary>
    public static double Slope(IReadOnlyList<double> x, IReadOnlyList<double> y) => SimpleRegression.Fit([.. x], [.. y]).B;
}
