using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Linear;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Linear;

public class LinearLearnerTests
{
    private static Prediction Solve(FeatureTable features, Labels labels) =>
        new LinearLearner().Fit(new TrainingSet(features, labels), new FitContext(1)).Predict(features);

    [Fact]
    public void Relabelling_permutes_the_columns_bit_for_bit()
    {
        DesignMatrix matrix = Designs.Random(90, 4, 0, 12);
        int[] codes = [.. Enumerable.Range(0, 90).Select(i => matrix.DenseRow(i)[0] > 0.5 ? 2 : matrix.DenseRow(i)[1] > 0 ? 1 : 0)];
        int[] renamed = [2, 0, 1];
        Prediction plain = Solve(Designs.Table(matrix), Labels.OfClasses(codes, ["a", "b", "c"]));
        Prediction moved = Solve(Designs.Table(matrix), Labels.OfClasses([.. codes.Select(code => renamed[code])], ["b", "c", "a"]));
        for (int i = 0; i < plain.Count; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                Assert.Equal(plain.Row(i)[k], moved.Row(i)[renamed[k]]);
            }
        }
    }

    [Fact]
    public void A_class_without_rows_gets_the_share_of_one_row_more_and_a_single_class_the_rest()
    {
        FeatureTable features = Designs.Table(Designs.Random(20, 2, 0, 13));
        Prediction two = Solve(features, Labels.OfClasses([.. Enumerable.Range(0, 20).Select(i => i % 2 * 2)], ["a", "b", "c"]));
        Prediction one = Solve(features, Labels.OfClasses([.. Enumerable.Repeat(1, 20)], ["a", "b", "c"]));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(1 / 23.0, two.Row(i)[1], 1e-12);
            Assert.Equal(22 / 23.0, two.Row(i)[0] + two.Row(i)[2], 1e-12);
            Assert.Equal((1 / 23.0, 1 / 23.0), (one.Row(i)[0], one.Row(i)[2]));
            Assert.Equal(21 / 23.0, one.Row(i)[1], 1e-12);
        }
    }

    [Fact]
    public void Targets_keep_their_unit()
    {
        DesignMatrix matrix = Designs.Random(60, 2, 0, 14);
        double[] targets = [.. Enumerable.Range(0, 60).Select(i => 1e6 + 1e4 * matrix.DenseRow(i)[0])];
        LearnedWithoutClipping(matrix, targets, prediction => Assert.All(
            prediction.Values.Zip(targets), pair => Assert.Equal(pair.Second, pair.First, 10.0)));
    }

    [Fact]
    public void Constant_targets_are_predicted()
    {
        double[] targets = [.. Enumerable.Repeat(7.0, 60)];
        LearnedWithoutClipping(Designs.Random(60, 2, 0, 15), targets, prediction => Assert.All(prediction.Values, value => Assert.Equal(7, value, 1e-9)));
    }

    [Fact]
    public void The_strength_of_noise_is_higher_than_that_of_a_clear_pattern()
    {
        DesignMatrix matrix = Designs.Random(200, 10, 0, 16);
        Rng rng = new(17);
        double Chosen(Func<int, int> label) => new PenaltyPath(
            matrix, new LinearTargets(Labels.OfClasses([.. Enumerable.Range(0, 200).Select(label)], ["a", "b"])), 1000, new Rng(1), default).Choose();
        double noise = Chosen(_ => rng.NextInt(2)), clear = Chosen(i => matrix.DenseRow(i)[0] + matrix.DenseRow(i)[1] > 0 ? 1 : 0);
        Assert.True(noise >= 100 * clear, $"{noise} against {clear}");
    }

    [Fact]
    public void Options_out_of_range_are_refused() =>
        Assert.Throws<InputException>(() => new LinearLearner().With(new JsonObject { ["strength"] = -1 }));

    private static void LearnedWithoutClipping(DesignMatrix matrix, double[] targets, Action<Prediction> assert)
    {
        ILearner learner = new LinearLearner().With(new JsonObject { ["clipAt"] = 0, ["scaling"] = "standard" });
        FeatureTable features = Designs.Table(matrix);
        assert(learner.Fit(new TrainingSet(features, Labels.OfValues(targets)), new FitContext(1)).Predict(features));
    }
}
