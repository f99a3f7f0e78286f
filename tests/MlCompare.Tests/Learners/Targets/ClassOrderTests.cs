using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Learners.Targets;
using MlCompare.Testing;

namespace MlCompare.Tests.Learners.Targets;

public class ClassOrderTests
{
    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly);

    public static TheoryData<string> Ids() => [.. Learners.All.Select(learner => learner.Id)];

    [Fact]
    public void Classes_are_numbered_by_their_first_row_and_absent_ones_get_a_small_share()
    {
        (ClassOrder order, int[] numbers) = ClassOrder.Of([3, 3, 0, 3, 0], 4);
        Assert.Equal([0, 0, 1, 0, 1], numbers);
        Assert.Equal([0.6, 0.4], order.Shares);
        double[] all = new double[4];
        order.Spread([0.75, 0.25], all);
        double absent = 1.0 / 9;
        Assert.Equal(absent, all[1], 12);
        Assert.Equal(absent, all[2], 12);
        Assert.Equal((1 - 2 * absent) * 0.75, all[3], 12);
        Assert.Equal((1 - 2 * absent) * 0.25, all[0], 12);
    }

    [Fact]
    public void A_saved_order_spreads_alike()
    {
        using MemoryStream file = new();
        ClassOrder order = ClassOrder.Of([2, 0, 2], 4).Order;
        order.Save(new BinaryWriter(file));
        file.Position = 0;
        ClassOrder loaded = ClassOrder.Load(new BinaryReader(file));
        var (before, after) = (new double[4], new double[4]);
        order.Spread(order.Shares, before);
        loaded.Spread(loaded.Shares, after);
        Assert.Equal(before, after);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_learner_gives_an_absent_class_the_share_of_one_row_more(string id)
    {
        ILearner learner = Learners.Get(id);
        Problem problem = Problems.WithRows(
            Problems.All().First(problem => problem.TestLabels.ClassCount == 2 && learner.Decline(problem.Train) is null), Enumerable.Range(0, 60));
        Labels labels = Labels.OfClasses([.. problem.Train.Labels.Classes.Select(code => 2 * code)], ["a", "never", "b"]);
        Prediction prediction = learner.Fit(problem.Train with { Labels = labels }, new FitContext(1)).Predict(problem.Test.Head(5));
        for (int row = 0; row < 5; row++)
        {
            Assert.Equal(1.0 / 63, prediction.Values[3 * row + 1], 12);
        }
    }
}
