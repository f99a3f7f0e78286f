using MlCompare.Learners.Encoders;
using MlCompare.Native.Libsvm;
using MlCompare.Native.Workers;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native.Libsvm;

/// <summary>
/// Machines and calibration against scikit-learn 1.2.1 (Debian python3-sklearn, which has its own copy of LIBSVM). The script:
/// <code>
/// import numpy as np
/// from sklearn.svm import SVC, SVR
/// from sklearn.calibration import _SigmoidCalibration
/// i = np.arange(120)
/// X = np.c_[np.sin(1.3 * i), np.cos(0.7 * i * i), (i * 37 % 101) / 50 - 1].astype(np.float32).astype(float)
/// X[np.abs(X) &lt; 0.1] = 0
/// v = X[:, 0] + X[:, 1] * X[:, 2]
/// y = np.array([2, 0, 1])[np.digitize(v, [-0.4, 0.5])]   # then numbered by first occurrence
/// first = {}
/// for k in y: first.setdefault(k, len(first))
/// y = np.array([first[k] for k in y])
/// show = [0, 1, 2, 50, 119]
/// print(SVC(C=3, gamma=0.8, tol=1e-10, decision_function_shape="ovo").fit(X, y).decision_function(X)[show])
/// print(SVR(C=3, gamma=0.8, epsilon=0.1, tol=1e-10).fit(X, v).predict(X)[show])
/// print(-SVC(C=3, kernel="linear", tol=1e-10).fit(X, y > 0).decision_function(X)[show])   # positive for the first class here
/// c = _SigmoidCalibration().fit(v, y > 0); print(c.a_, c.b_)
/// </code>
/// </summary>
public class LibsvmEqualityTests
{
    private const int Rows = 120;
    private static readonly int[] Shown = [0, 1, 2, 50, 119];

    private static readonly double[] Classes =
    [
        0.99999998, 1.00000009, -2.34951573, -0.99999998, -1.87492702, 0.2726659, -0.51089016, -1.29439533, -1.71210623,
        -1.20977, -1.64207965, 1.73957102, 1.34602947, 1.91172277, -2.30520414,
    ];

    [EngineTheory("libsvm")]
    [InlineData(false)]
    [InlineData(true)]
    public void Classes_against_each_other(bool precomputed) => Agree(Numbers(), 3, SvmShape.Gaussian, precomputed, Classes, 54);

    [EngineTheory("libsvm")]
    [InlineData(false)]
    [InlineData(true)]
    public void Regression(bool precomputed) =>
        Agree(Targets(), 0, SvmShape.Gaussian, precomputed, [-0.90000001, 0.66469928, 0.02611424, 1.2299901, -0.90254487], 27);

    [EngineTheory("libsvm")]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_classes_by_the_inner_product(bool precomputed) => Agree(
        [.. Numbers().Select(number => Math.Min(number, 1))], 2, SvmShape.Linear, precomputed, [-0.37759537, -4.29619119, -3.48573426, -3.41940146, 0.60159438], 35);

    /// <summary>The scores of a worker, held out of nothing, and those of the model that comes back are two ways to the same numbers.</summary>
    private static void Agree(double[] labels, int classes, SvmShape shape, bool precomputed, double[] expected, int support)
    {
        DesignMatrix design = new(Rows, 3, Values(), null);
        int[] all = [.. Enumerable.Range(0, Rows)];
        SvmRequest request = new(design, labels, classes, shape, precomputed, 0.1, 1e-10, 100, [new SvmChoice(3, 0.8)], [new SvmSplit(all, all)], true);
        using BinaryReader answer = WorkerPool.Run<LibsvmJob>(request.Write, default);
        double[] scores = NumberArrays.Load<double>(answer);
        SvmModel model = SvmModel.Load(answer);
        Assert.InRange(model.Support.Length, support - 1, support + 1);
        double[] own = new double[request.Scores];
        for (int i = 0; i < Shown.Length; i++)
        {
            LibsvmPredictor.Score(design, Shown[i], design.Select(model.Support), model, new SvmKernel(shape, 0.8), own);
            for (int s = 0; s < own.Length; s++)
            {
                double wanted = expected[i * own.Length + s];
                Assert.Equal(wanted, scores[Shown[i] * own.Length + s], 1e-5);
                Assert.Equal(wanted, own[s], 1e-5);
            }
        }
    }

    [Fact]
    public void Scores_are_calibrated_as_by_Platt()
    {
        PlattScale scale = PlattScale.Fit([.. Targets()], [.. Numbers().Select(number => number > 0)]);
        Assert.Equal(-7.641655175675679, scale.Slope, 1e-4);
        Assert.Equal(-3.3971946529144095, scale.Shift, 1e-4);
        Assert.InRange(scale.OfFirst(1e9), 0.999, 1 - 1e-8);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(26)]
    public void Pairs_that_agree_give_back_the_probabilities_they_came_from(int classes)
    {
        Rng rng = new((ulong)classes);
        double[] wanted = [.. Enumerable.Range(0, classes).Select(_ => Math.Exp(2 * rng.NextGaussian()))];
        double sum = wanted.Sum();
        double[] pairs = new double[classes * (classes - 1) / 2];
        for (int i = 0; i < classes; i++)
        {
            for (int j = i + 1; j < classes; j++)
            {
                pairs[Pairs.Place(i, j, classes).Place] = wanted[i] / (wanted[i] + wanted[j]);
            }
        }

        double[] found = new double[classes];
        Pairs.Couple(pairs, found);
        Assert.All(Enumerable.Range(0, classes), k => Assert.Equal(wanted[k] / sum, found[k], 1e-6));
        Assert.Equal(pairs.Length, Enumerable.Range(0, classes).SelectMany(i => Enumerable.Range(i + 1, classes - i - 1).Select(j => Pairs.Place(j, i, classes).Place)).Distinct().Count());
    }

    private static float[] Values() => [.. Enumerable.Range(0, Rows).SelectMany(i => (float[])[(float)Math.Sin(1.3 * i), (float)Math.Cos(0.7 * i * i), (float)(i * 37 % 101 / 50.0 - 1)])
        .Select(value => Math.Abs(value) < 0.1f ? 0 : value)];

    private static double[] Targets() => [.. Values().Chunk(3).Select(row => row[0] + (double)row[1] * row[2])];

    /// <summary>By first occurrence.</summary>
    private static double[] Numbers()
    {
        List<int> seen = [];
        return [.. Targets().Select(v => v < -0.4 ? 0 : v < 0.5 ? 1 : 2).Select(code =>
        {
            if (!seen.Contains(code))
            {
                seen.Add(code);
            }

            return (double)seen.IndexOf(code);
        })];
    }
}
