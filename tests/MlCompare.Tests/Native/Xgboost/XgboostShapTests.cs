using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners;
using MlCompare.Native.Xgboost;
using MlCompare.Studies;
using MlCompare.Testing;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native.Xgboost;

/// <summary>
/// Attributions of the library's trees against the library's own, by the Python package xgboost 1.7.4 (Debian python3-xgboost, CPU,
/// nthread 1): the script of <see cref="XgboostEqualityTests"/> with <c>print(m.predict(d, pred_contribs=True)[[0, 1, 2, 50, 399]])</c>.
/// Numbers, a category, and gaps; contributions of a, b, c and then the base. Squared: of its <c>standardised</c>, times y.std(), the base
/// plus y.mean(), because targets around 100 cost single precision two digits.
/// </summary>
public class XgboostShapTests
{
    /// <summary>The library adds a hundred trees in single precision, here it is double: a hundred roundings of the largest contribution in a row.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>What the script starts all classes with, where the learner starts with 0; softmax does not see it.</summary>
    private const double BaseScore = 0.5;

    private static readonly int[] Shown = [0, 1, 2, 50, 399];

    [EngineFact("xgboost")]
    public void Logistic() => Agree(XgboostEqualityTests.OfClasses(value => value > 1.6 ? 1 : 0, 2), [0],
    [
        -5.430638, 2.6856477, -1.3743095, 0.5394602,
        0.2424111, -1.434082, 6.8222833, 0.5394602,
        1.3901433, 0.2706045, 5.1056476, 0.5394602,
        -1.755471, -3.5060925, -1.3550768, 0.5394602,
        -1.08518, -2.7279959, -1.5870134, 0.5394602,
    ]);

    [EngineFact("xgboost")]
    public void Softmax() => Agree(XgboostEqualityTests.OfClasses(value => value < 1.3 ? 0 : value < 2 ? 1 : 2, 3), [1, 2, 0],
    [
        1.1029501, -0.5082087, 1.4136747, 0.8026667, -3.0178592, 1.9831827, -2.3041742, 0.5983471, -1.7850224, -3.302048, -0.7589805, 0.0576188,
        -0.4442594, -0.5771713, -0.8813922, 0.8026667, -0.1102612, -0.7829887, 3.9407563, 0.5983471, 0.2504652, 0.8143002, -4.6452317, 0.0576188,
        -0.5154603, -0.4889717, -1.7574481, 0.8026667, 1.6394776, -0.1620732, 3.304227, 0.5983471, -0.9756624, -1.1608845, -2.7210667, 0.0576188,
        0.6020839, -0.6280072, 0.8875969, 0.8026667, -1.6176691, -1.6336514, -2.9159923, 0.5983471, -1.0148307, 1.029273, -0.5783837, 0.0576188,
        -0.2798324, -0.5481016, 0.434353, 0.8026667, -3.028555, -1.2168465, -2.322248, 0.5983471, 1.8124826, 1.338465, 0.3933757, 0.0576188,
    ]);

    [EngineFact("xgboost")]
    public void Squared() => Agree(XgboostEqualityTests.OfValues(value => 10 * value + 100), [0],
    [
        -3.63573184, 2.28636362, -3.51483706, 117.89847267,
        -0.78680589, -1.20900696, 7.86956175, 117.89847267,
        1.95552959, 1.45336058, 7.60482682, 117.89847267,
        0.31467565, -1.98339974, -2.61193072, 117.89847267,
        -4.29778825, -1.36180653, -3.649694, 117.89847267,
    ]);

    private static void Agree(Labels labels, int[] outputs, double[] expected)
    {
        TrainingSet train = new(XgboostEqualityTests.Features(), labels);
        IPredictor model = new XgboostLearner(XgboostOptions.LibraryDefaults).With(new JsonObject()).Fit(train, new FitContext(1));
        Attributions attributions = ((IShapley)model).Attribute(train.Features.Select(Shown));
        double shift = outputs.Length > 1 ? BaseScore : 0;
        double[] actual = [.. Enumerable.Range(0, Shown.Length)
            .SelectMany(row => outputs.SelectMany(k => (double[])[.. attributions.Of(row, k), attributions.Base[k] + shift]))];
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double largest = i % 4 == 3 ? Math.Max(1, Math.Abs(expected[i])) : expected.AsSpan(i / 4 * 4, 3).ToArray().Max(Math.Abs);
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= Tolerance * largest,
                FormattableString.Invariant($"number {i}: {expected[i]:R} expected, {actual[i]:R} found"));
        }

        Assert.Null(AttributionSums.Find(model, train.Features, 1e-9));
    }
}
