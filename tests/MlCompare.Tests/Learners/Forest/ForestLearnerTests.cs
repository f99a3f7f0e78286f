using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Forest;
using MlCompare.Studies;
using MlCompare.Tests.Learners.Boosting;

namespace MlCompare.Tests.Learners.Forest;

public class ForestLearnerTests
{
    private static readonly ForestOptions Small = new(Trees: 60);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Out_of_bag_errors_are_near_those_of_fresh_rows(int classes)
    {
        TrainingSet all = BoostingSamples.Mixed(4000, classes, 1);
        (TrainingSet train, TrainingSet test) = Halves(all);
        ForestPredictor model = Fit(new RandomForestLearner(Small), train);
        Prediction fresh = model.Predict(test.Features);
        double error = classes == 0
            ? Math.Sqrt(fresh.Values.Zip(test.Labels.Values).Average(pair => Math.Pow(pair.First - pair.Second, 2)))
            : Enumerable.Range(0, test.Count).Average(row => fresh.Class(row) == test.Labels.Classes[row] ? 0.0 : 1);
        Assert.Equal(train.Count, model.OutOfBag!.Rows);
        Assert.InRange(model.OutOfBag.Error, 0.75 * error, 1.3 * error);
        // On the rows it was grown on a forest flatters itself.
        Prediction own = model.Predict(train.Features);
        double flattered = classes == 0
            ? Math.Sqrt(own.Values.Zip(train.Labels.Values).Average(pair => Math.Pow(pair.First - pair.Second, 2)))
            : Enumerable.Range(0, train.Count).Average(row => own.Class(row) == train.Labels.Classes[row] ? 0.0 : 1);
        Assert.True(flattered <= 0.6 * model.OutOfBag.Error, $"{flattered} against {model.OutOfBag.Error}");
    }

    [Fact]
    public void Without_bootstrap_there_is_nothing_out_of_bag_and_deep_trees_know_their_rows()
    {
        TrainingSet train = BoostingSamples.Mixed(300, 3, 2);
        ForestPredictor model = Fit(new ExtraTreesLearner(new ForestOptions(Trees: 10, Bootstrap: false)), train);
        Assert.Null(model.OutOfBag);
        Prediction own = model.Predict(train.Features);
        Assert.All(Enumerable.Range(0, 300), row => Assert.Equal(train.Labels.Classes[row], own.Class(row)));
    }

    [Fact]
    public void Probabilities_are_the_means_of_the_shares_in_the_leaves()
    {
        // One column, one cut, no bootstrap: both sides are known.
        TrainingSet train = new(
            BoostingSamples.Table(new NumericColumn("x", [0, 0, 0, 0, 1, 1, 1, 1])), Labels.OfClasses([0, 0, 0, 1, 2, 2, 1, 1], ["a", "b", "c"]));
        ForestPredictor model = Fit(new RandomForestLearner(new ForestOptions(Trees: 3, Bootstrap: false)), train);
        Prediction prediction = model.Predict(BoostingSamples.Table(new NumericColumn("x", [0, 1])));
        Assert.All(
            prediction.Values.Zip([0.75, 0.25, 0, 0, 0.5, 0.5]),
            pair => Assert.Equal(pair.Second, pair.First, 6));
        Assert.Equal([1], model.GainImportance);
    }

    [Theory]
    [InlineData("random-forest", 0)]
    [InlineData("random-forest", 3)]
    [InlineData("extra-trees", 2)]
    public void Threads_change_nothing(string id, int classes)
    {
        TrainingSet train = BoostingSamples.Mixed(200, classes, 3);
        ForestLearner learner = id == "extra-trees" ? new ExtraTreesLearner(Small) : new RandomForestLearner(Small);
        ForestPredictor one = (ForestPredictor)learner.Fit(train, new FitContext(5)), four = (ForestPredictor)learner.Fit(train, new FitContext(5) { Threads = 4 });
        Assert.Equal(one.Predict(train.Features).Values, four.Predict(train.Features).Values);
        Assert.Equal(one.OutOfBag, four.OutOfBag);
        Assert.Equal(one.GainImportance, four.GainImportance);
    }

    [Fact]
    public void Leaves_and_depth_keep_to_their_limits()
    {
        TrainingSet train = BoostingSamples.Mixed(200, 0, 4);
        ForestOptions options = new(Trees: 1, Bootstrap: false);
        int Answers(ForestOptions changed) => Fit(new RandomForestLearner(changed), train).Predict(train.Features).Values.Distinct().Count();
        Assert.Equal(4, Answers(options with { MaxDepth = 2 }));
        Assert.InRange(Answers(options with { MinLeafRows = 40 }), 2, 5);
        Assert.True(Answers(options) > 150);
    }

    [Fact]
    public void Shared_rows_are_prepared_once_for_all_labels_and_state_what_one_fit_costs()
    {
        TrainingSet train = BoostingSamples.Mixed(300, 2, 5);
        Labels other = train.Labels.WithClasses([.. train.Labels.Classes.Select((k, i) => i % 5 == 0 ? 1 - k : k)]);
        RandomForestLearner learner = new(Small);
        ISharedWork work = learner.Share(
            train.Features, [new SharedCell(300, train.Labels, 1), new SharedCell(300, other, 2), new SharedCell(150, other.Head(150), 3)], new FitContext(9));
        SharedModel[] models = [work.Fit(2, default), work.Fit(0, default), work.Fit(1, default)];
        Assert.All(models, model => Assert.True(model.AloneSeconds > 0));
        Assert.Equal(
            learner.Fit(new TrainingSet(train.Features.Head(150), other.Head(150)), new FitContext(3)).Predict(train.Features).Values,
            models[0].Model.Predict(train.Features).Values);
        Assert.Equal(
            learner.Fit(train with { Labels = other }, new FitContext(2)).Predict(train.Features).Values, models[2].Model.Predict(train.Features).Values);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name_of_learner_and_option()
    {
        InputException error = Assert.Throws<InputException>(() => new ExtraTreesLearner().With(new JsonObject { ["trees"] = 0 }));
        Assert.Contains("learner extra-trees: option 'trees'", error.Message);
        Assert.True(new RandomForestLearner().Settings.Bootstrap);
        Assert.False(new ExtraTreesLearner().Settings.Bootstrap);
    }

    private static ForestPredictor Fit(ForestLearner learner, TrainingSet train) => (ForestPredictor)learner.Fit(train, new FitContext(5));

    private static (TrainingSet Train, TrainingSet Test) Halves(TrainingSet all)
    {
        int[] test = [.. Enumerable.Range(all.Count / 2, all.Count / 2)];
        return (
            new TrainingSet(all.Features.Head(all.Count / 2), all.Labels.Head(all.Count / 2)),
            new TrainingSet(all.Features.Select(test), all.Labels.Select(test)));
    }
}
