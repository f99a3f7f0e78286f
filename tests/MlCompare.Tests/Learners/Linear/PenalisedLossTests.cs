using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Linear;

namespace MlCompare.Tests.Learners.Linear;

public class PenalisedLossTests
{
    private static LinearTargets Targets(string kind, int rows)
    {
        Rng rng = new(5);
        int classes = kind == "two classes" ? 2 : 3;
        return new LinearTargets(kind == "numbers"
            ? Labels.OfValues([.. Enumerable.Range(0, rows).Select(_ => rng.NextGaussian())])
            : Labels.OfClasses([.. Enumerable.Range(0, rows).Select(i => i % classes)], [.. Enumerable.Range(0, classes).Select(k => $"{k}")]));
    }

    [Theory]
    [InlineData("two classes")]
    [InlineData("three classes")]
    [InlineData("numbers")]
    public void Gradient_equals_finite_differences(string kind)
    {
        DesignMatrix matrix = Designs.Random(700, 3, 4, 1);
        PenalisedLoss function = new(matrix, Targets(kind, 700).Loss(), 50, default);
        Rng rng = new(2);
        float[] point = [.. Enumerable.Range(0, function.Size).Select(_ => (float)(0.3 * rng.NextGaussian()))];
        float[] gradient = new float[function.Size], ignored = new float[function.Size];
        function.Evaluate(point, gradient);
        for (int at = 0; at < point.Length; at++)
        {
            // Wide central differences: the values carry the rounding of single-precision scores.
            const float Width = 0.02f;
            float here = point[at];
            point[at] = here + Width;
            double above = function.Evaluate(point, ignored);
            point[at] = here - Width;
            double below = function.Evaluate(point, ignored);
            point[at] = here;
            double difference = (above - below) / (2 * Width);
            Assert.True(Math.Abs(difference - gradient[at]) <= 2e-4, $"{at}: {difference} against {gradient[at]}");
        }
    }

    [Fact]
    public void Two_classes_on_one_score_are_a_softmax_of_two()
    {
        DesignMatrix matrix = Designs.Random(50, 2, 0, 3);
        int[] codes = [.. Enumerable.Range(0, 50).Select(i => i % 2)];
        float[] one = [0.4f, -0.7f, 0.2f];
        float[] two = [-0.2f, 0.2f, 0.35f, -0.35f, -0.1f, 0.1f];
        double single = new PenalisedLoss(matrix, new LogisticLoss(codes), 0, default).Evaluate(one, new float[3]);
        double pair = new PenalisedLoss(matrix, new SoftmaxLoss(codes, 2), 0, default).Evaluate(two, new float[6]);
        Assert.Equal(pair, single, 1e-6);
    }

    [Fact]
    public void Start_is_the_best_constant_model()
    {
        DesignMatrix matrix = Designs.Random(300, 2, 0, 4);
        PenalisedLoss function = new(matrix, new SoftmaxLoss([.. Enumerable.Range(0, 300).Select(i => i % 5 == 0 ? 0 : 1 + i % 2)], 3), 1e7, default);
        float[] start = function.Start(), fitted = [.. start];
        new Lbfgs(function).Minimise(fitted, 1e-9, 200);
        Assert.All(start.Zip(fitted), pair => Assert.Equal(pair.First, pair.Second, 0.02f));
    }
}
