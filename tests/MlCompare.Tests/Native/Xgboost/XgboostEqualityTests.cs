using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Native.Xgboost;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native.Xgboost;

/// <summary>
/// The learner with the library's defaults against the Python package xgboost 1.7.4 (Debian python3-xgboost, CPU, nthread 1). The script:
/// <code>
/// import numpy as np, xgboost as xgb
/// i = np.arange(400)
/// a = ((i * 37) % 101) / 101; a[i % 11 == 0] = np.nan
/// b = ((i * 59) % 97) / 97
/// c = (i * 7 % 13) % 6
/// X = np.c_[a, b, c].astype(np.float32)
/// value = np.nan_to_num(a, nan=0.3) + 2 * np.abs(b - 0.5) + np.isin(c, [1, 4]) + ((i * 71) % 89) / 89
/// def show(y, start=None, back=lambda score: score, **more):
///     d = xgb.DMatrix(X, y, feature_types=["q", "q", "c"], base_margin=None if start is None else np.full(400, start))
///     m = xgb.train({"tree_method": "hist", "base_score": 0.5, "seed_per_iteration": 1, "nthread": 1, **more}, d, 100)
///     print(back(m.predict(d, output_margin=start is not None)[[0, 1, 2, 50, 399]]))
/// def standardised(y, **more):   # for losses whose gradients depend on the last bit of a residual
///     show((y - y.mean()) / y.std(), (0.5 - y.mean()) / y.std(), lambda score: y.mean() + y.std() * score, **more)
/// show(value > 1.6, objective="binary:logistic")
/// show(np.array([2, 0, 1])[np.digitize(value, [1.3, 2])], objective="multi:softprob", num_class=3)   # numbers by first occurrence
/// show(10 * value + 100, objective="reg:squarederror")
/// standardised(10 * value + 100, objective="reg:absoluteerror")
/// mad = np.median(np.abs(value - np.median(value)))
/// standardised(value, objective="reg:pseudohubererror", min_child_weight=0, huber_slope=0.35 * 1.4826 * mad / value.std())
/// k = np.trunc(3 * value)
/// show(k / k.mean(), np.log(0.5 / k.mean()), lambda score: k.mean() * np.exp(score), objective="count:poisson", **{"lambda": 0, "min_child_weight": 0})
/// show(10 * value + 100, grow_policy="lossguide", max_leaves=7, max_depth=0, gamma=0.5, alpha=0.3, max_bin=16, eta=0.1)
/// show(10 * value + 100, max_cat_to_onehot=10, max_depth=3)
/// </code>
/// </summary>
public class XgboostEqualityTests
{
    /// <summary>Targets are standardised here, where the script takes most as they are, so the library's single precision rounds other numbers: a hundred roundings.</summary>
    private const double Tolerance = 1e-5;

    private const int Rows = 400;
    private static readonly int[] Shown = [0, 1, 2, 50, 399];

    [EngineFact("xgboost")]
    public void Logistic() => Agree(
        OfClasses(value => value > 1.6 ? 1 : 0, 2), new(), [1], [0.02712405, 0.9979133, 0.9993289, 0.00228938, 0.007685309]);

    [EngineFact("xgboost")]
    public void Softmax() => Agree(
        OfClasses(value => value < 1.3 ? 0 : value < 2 ? 1 : 2, 3),
        new(),
        [1, 2, 0],
        [
            0.9959509, 0.003865584, 0.0001834498, 0.008604913, 0.9906319, 0.000763108, 0.0006491293, 0.999313, 3.789616e-05,
            0.8970025, 0.0006477527, 0.1023498, 0.03943283, 6.695148e-05, 0.9605002,
        ]);

    [EngineFact("xgboost")]
    public void Squared() => Agree(OfValues(value => 10 * value + 100), new(), [0], [113.0343, 123.7723, 128.9122, 113.6179, 108.5892]);

    [EngineFact("xgboost")]
    public void Absolute() => Agree(
        OfValues(value => 10 * value + 100), new() { ["objective"] = "absolute" }, [0], [113.0042, 124.0121, 129.1495, 113.7924, 108.5321]);

    [EngineFact("xgboost")]
    public void Huber() => Agree(
        OfValues(value => value), new() { ["objective"] = "huber", ["minHessian"] = 0 }, [0], [1.299418, 2.385728, -1.264971, 1.363695, 0.8610283]);

    [EngineFact("xgboost")]
    public void Poisson() => Agree(
        OfValues(value => Math.Truncate(3 * value)),
        new() { ["objective"] = "poisson", ["l2"] = 0, ["minHessian"] = 0 },
        [0],
        [3.02535, 6.91866, 7.94848, 3.866595, 2.130538]);

    [EngineFact("xgboost")]
    public void Best_first_with_limits() => Agree(
        OfValues(value => 10 * value + 100),
        new() { ["leaves"] = 7, ["maxDepth"] = 0, ["minGain"] = 0.5 / Variance, ["l1"] = 0.3 / Math.Sqrt(Variance), ["maxBins"] = 16, ["learningRate"] = 0.1 },
        [0],
        [115.8353, 121.9894, 128.148, 110.8661, 110.238]);

    [EngineFact("xgboost")]
    public void One_level_against_the_rest() => Agree(
        OfValues(value => 10 * value + 100), new() { ["oneHotBelow"] = 10, ["maxDepth"] = 3 }, [0], [115.04, 122.2446, 127.1205, 111.6965, 109.7447]);

    /// <summary>Options in the unit of a gain or of a gradient are in that of the standardised target.</summary>
    private static double Variance
    {
        get
        {
            double[] values = OfValues(value => 10 * value + 100).Values;
            return values.Average(value => (value - values.Average()) * (value - values.Average()));
        }
    }

    private static void Agree(Labels labels, System.Text.Json.Nodes.JsonObject options, int[] classes, double[] expected)
    {
        ILearner learner = new XgboostLearner(XgboostOptions.LibraryDefaults).With(options);
        TrainingSet train = new(Features(), labels);
        Prediction prediction = learner.Fit(train, new FitContext(1)).Predict(train.Features);
        double[] actual = [.. Shown.SelectMany(row => classes.Select(k => prediction.Row(row)[k]))];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])),
                FormattableString.Invariant($"number {i}: {expected[i]:R} expected, {actual[i]:R} found"));
        }
    }

    private static (double A, double B, int C) Row(int i) => (i % 11 == 0 ? double.NaN : i * 37 % 101 / 101.0, i * 59 % 97 / 97.0, i * 7 % 13 % 6);

    internal static FeatureTable Features() => new(Modality.Tabular, [
        new NumericColumn("a", [.. Enumerable.Range(0, Rows).Select(i => (float)Row(i).A)]),
        new NumericColumn("b", [.. Enumerable.Range(0, Rows).Select(i => (float)Row(i).B)]),
        new CategoricalColumn("c", [.. Enumerable.Range(0, Rows).Select(i => Row(i).C)], ["0", "1", "2", "3", "4", "5"]),
    ]);

    private static IEnumerable<double> Values() => Enumerable.Range(0, Rows).Select(i =>
    {
        (double a, double b, int c) = Row(i);
        return (double.IsNaN(a) ? 0.3 : a) + 2 * Math.Abs(b - 0.5) + (c is 1 or 4 ? 1 : 0) + i * 71 % 89 / 89.0;
    });

    internal static Labels OfValues(Func<double, double> target) => Labels.OfValues([.. Values().Select(target)]);

    internal static Labels OfClasses(Func<double, int> code, int classes) =>
        Labels.OfClasses([.. Values().Select(code)], [.. Enumerable.Range(0, classes).Select(k => $"{k}")]);
}
