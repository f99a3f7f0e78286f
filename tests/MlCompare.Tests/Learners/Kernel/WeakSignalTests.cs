using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Kernel;

public sealed class WeakSignalTests
{
    [Theory]
    [InlineData(KernelShape.Laplace, 0.03, false)]
    [InlineData(KernelShape.Gaussian, 10, false)]
    [InlineData(KernelShape.Gaussian, 10, true)]
    public void Classes_in_random_order_are_neither_followed_nor_shunned_by_leave_one_out(KernelShape shape, double ridge, bool fewer)
    {
        const int Rows = 40, Draws = 20_000;
        Rng rng = new(3);
        KernelRows rows = KernelRows.Of(new DesignMatrix(Rows, 3, [.. Enumerable.Range(0, 3 * Rows).Select(_ => (float)rng.NextGaussian())], null), new float[3]);
        KernelSystem system = new(Rows, 1, CancellationToken.None);
        system.Fill(rows, Rows, shape, 2);
        Assert.Equal(Rows, system.Factor(Rows, ridge));

        // Half of the rows judge, or all; the targets were centred over twice as many rows where only the first half is looked at.
        int total = fewer ? 2 * Rows : Rows;
        double[] inverse = system.InverseDiagonal(Rows, Rows / 2), lean = system.Lean(Rows, inverse, total);
        int[] classes = [.. Enumerable.Range(0, total).Select(i => i % 4 == 0 ? 1 : 0)];
        double plain = 0, straight = 0, square = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            rng.Shuffle<int>(classes);
            KernelTargets all = new(Labels.OfClasses(classes, ["a", "b"]));
            double[] scores = KernelSystem.LeaveOneOut(all.Values[..(2 * Rows)], system.Solve(Rows, all.Values, 2), 2, inverse);
            plain += Along(scores, all);
            all.Straighten(scores, lean, Rows);
            double along = Along(scores, all);
            straight += along;
            square += along * along;
        }

        double error = Math.Sqrt(square) / Draws;
        Assert.True(Math.Abs(straight / Draws) <= 4 * error, $"{straight / Draws}, error {error}");
        Assert.True(plain / Draws < -10 * error, $"{plain / Draws}, error {error}");

        double Along(double[] scores, KernelTargets all) => Enumerable.Range(0, scores.Length).Sum(p => scores[p] * all.Values[Rows + p]);
    }

    [Fact]
    public void With_four_of_ten_labels_wrong_the_answer_is_no_constant()
    {
        for (ulong seed = 1; seed <= 8; seed++)
        {
            Rng rng = new(seed);
            (FeatureTable Features, int[] Classes) train = Draw(rng, 300, wrong: 0.4), test = Draw(rng, 500, wrong: 0);
            Prediction prediction = new KernelLearner().Fit(new TrainingSet(train.Features, Labels.OfClasses(train.Classes, ["a", "b"])), new FitContext(seed)).Predict(test.Features);
            int first = Enumerable.Range(0, 500).Count(row => prediction.Class(row) == 0);
            Assert.InRange(first, 1, 499);
        }
    }

    private static (FeatureTable Features, int[] Classes) Draw(Rng rng, int rows, double wrong)
    {
        float[][] columns = [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, rows).Select(_ => (float)rng.NextGaussian()).ToArray())];
        int[] classes = [.. Enumerable.Range(0, rows).Select(row => (columns[0][row] + columns[1][row] > 0) == (rng.NextDouble() >= wrong) ? 1 : 0)];
        return (new FeatureTable(Modality.Tabular, columns.Select((values, k) => new NumericColumn($"x{k}", values))), classes);
    }
}
