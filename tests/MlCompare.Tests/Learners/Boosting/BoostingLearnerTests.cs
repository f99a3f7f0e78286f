using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Boosting;

public class BoostingLearnerTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Relabelling_the_classes_permutes_the_probabilities(int classes)
    {
        TrainingSet train = BoostingSamples.Mixed(400, classes, 1);
        int[] code = classes == 2 ? [1, 0] : [2, 0, 3, 1];
        TrainingSet relabelled = train with { Labels = train.Labels.WithClasses([.. train.Labels.Classes.Select(k => code[k])]) };
        Prediction plain = BoostingSamples.Fit(train).Predict(train.Features);
        Prediction other = BoostingSamples.Fit(relabelled).Predict(train.Features);
        for (int i = 0; i < plain.Count; i++)
        {
            for (int k = 0; k < classes; k++)
            {
                Assert.True(Math.Abs(plain.Row(i)[k] - other.Row(i)[code[k]]) <= 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Columns_in_another_order_give_the_same_predictions(int classes)
    {
        TrainingSet train = BoostingSamples.Mixed(300, classes, 2);
        FeatureTable turned = new(Modality.Tabular, train.Features.Columns.Reverse());
        Assert.Equal(
            BoostingSamples.Fit(train).Predict(train.Features).Values,
            BoostingSamples.Fit(train with { Features = turned }).Predict(turned).Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_saved_model_predicts_the_same(int classes)
    {
        TrainingSet train = BoostingSamples.Mixed(300, classes, 3);
        BoostingPredictor model = BoostingSamples.Fit(train);
        using MemoryStream stream = new();
        model.Save(new BinaryWriter(stream));
        stream.Position = 0;
        var loaded = (BoostingPredictor)new BoostingLearner().Load(new BinaryReader(stream));
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(model.Predict(train.Features).Values, loaded.Predict(train.Features).Values);
        Assert.Equal(model.GainImportance, loaded.GainImportance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_useless_column_ranks_last_and_shares_sum_to_one(int classes)
    {
        IReadOnlyList<double> gains = BoostingSamples.Fit(BoostingSamples.Mixed(600, classes, 4)).GainImportance;
        Assert.Equal(4, gains.Count);
        Assert.True(Math.Abs(gains.Sum() - 1) <= 1e-12);
        Assert.All(gains.Take(3), gain => Assert.True(gain > gains[3]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public void Training_loss_falls_every_round(int classes)
    {
        TrainingSet train = BoostingSamples.Mixed(300, classes, 5);
        BoostingOptions options = new BoostingOptions().For(train.Features);
        InputEncoding encoding = InputEncoding.Fit(train.Features, options, CancellationToken.None);
        BinnedTable table = BinnedTable.Of(encoding.Columns(train.Features, CancellationToken.None), 255, 5, 0, CancellationToken.None);
        Loss loss = OutputHead.Of(train.Labels, options).Loss!;
        BoostingRun run = new(table, loss, options, options.ToLimits(300), BoostingSamples.All(300), [], new Rng(1));
        double before = run.TrainLoss;
        for (int round = 0; round < 40; round++)
        {
            run.Step(CancellationToken.None);
            Assert.True(run.TrainLoss < before, $"round {round}: {run.TrainLoss} after {before}");
            before = run.TrainLoss;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Very_few_rows_get_finite_answers(int classes)
    {
        TrainingSet all = BoostingSamples.Mixed(200, classes, 6);
        foreach (int rows in new[] { 1, 2, 3, 5, 9, 10, 20, 50 })
        {
            TrainingSet train = new(all.Features.Head(rows), all.Labels.Head(rows));
            AssertSound(BoostingSamples.Fit(train).Predict(all.Features), Math.Max(1, classes));
        }
    }

    [Fact]
    public void Constant_missing_and_single_columns_are_no_trouble()
    {
        float[] constant = [.. Enumerable.Repeat(1f, 100)];
        float[] missing = [.. Enumerable.Repeat(float.NaN, 100)];
        Labels labels = BoostingSamples.Mixed(100, 2, 7).Labels;
        FeatureTable dull = BoostingSamples.Table(
            new NumericColumn("constant", constant), new NumericColumn("missing", missing), new CategoricalColumn("one", new int[100], ["only"]),
            new CategoricalColumn("none", [.. Enumerable.Repeat(-1, 100)], []));
        BoostingPredictor model = BoostingSamples.Fit(new TrainingSet(dull, labels));
        AssertSound(model.Predict(dull), 2);
        Assert.Equal([0, 0, 0, 0], model.GainImportance);
        FeatureTable single = BoostingSamples.Table(new NumericColumn("x", [.. Enumerable.Range(0, 100).Select(i => (float)i)]));
        AssertSound(BoostingSamples.Fit(new TrainingSet(single, labels)).Predict(single), 2);
    }

    [Fact]
    public void Texts_that_are_all_missing_leave_nothing_to_split()
    {
        TrainingSet train = BoostingSamples.Mixed(100, 2, 7) with { Features = new FeatureTable(Modality.Text, [new TextColumn("text", new string?[100])]) };
        AssertSound(BoostingSamples.Fit(train).Predict(train.Features), 2);
    }

    [Fact]
    public void Classes_that_do_not_occur_get_a_small_probability()
    {
        TrainingSet train = BoostingSamples.Mixed(98, 4, 8);
        Labels one = train.Labels.WithClasses([.. Enumerable.Repeat(2, 98)]);
        Prediction constant = BoostingSamples.Fit(train with { Labels = one }).Predict(train.Features);
        AssertSound(constant, 4);
        Assert.Equal(1.0 / 102, constant.Row(0)[1], 12);
        Assert.True(constant.Row(0)[2] > 0.95);
        Labels two = train.Labels.WithClasses([.. train.Labels.Classes.Select(k => k < 2 ? 1 : 3)]);
        Prediction partial = BoostingSamples.Fit(train with { Labels = two }).Predict(train.Features);
        AssertSound(partial, 4);
        Assert.Equal(1.0 / 102, partial.Row(5)[0], 12);
    }

    [Fact]
    public void Levels_never_seen_are_missing_values()
    {
        TrainingSet train = BoostingSamples.Mixed(400, 2, 9);
        BoostingPredictor model = BoostingSamples.Fit(train);
        FeatureTable With(int code, params string[] levels)
        {
            Column[] columns = [.. train.Features.Columns];
            columns[2] = new CategoricalColumn("c", [.. Enumerable.Repeat(code, 400)], [.. levels]);
            return BoostingSamples.Table(columns);
        }

        double[] missing = model.Predict(With(-1, "p")).Values;
        Assert.Equal(missing, model.Predict(With(4, "p", "q", "r", "s", "never")).Values);
        Assert.Equal(missing, model.Predict(With(0, "brand new")).Values);
        // Levels go by name, not by code.
        Assert.Equal(model.Predict(With(2, "p", "q", "r", "s", "never")).Values, model.Predict(With(0, "r")).Values);
        Assert.NotEqual(missing, model.Predict(With(0, "r")).Values);
    }

    [Fact]
    public void Other_columns_than_in_training_are_refused()
    {
        TrainingSet train = BoostingSamples.Mixed(60, 2, 10);
        BoostingPredictor model = BoostingSamples.Fit(train);
        Assert.Throws<InputException>(() => model.Predict(BoostingSamples.Table(train.Features.Columns[0])));
        Assert.Throws<InputException>(() => model.Predict(new FeatureTable(Modality.Tabular, train.Features.Columns.Reverse())));
    }

    [Fact]
    public void Cancels_within_a_second()
    {
        TrainingSet train = BoostingSamples.Mixed(20000, 8, 11);
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(300));
        Stopwatch watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => new BoostingLearner().Fit(train, new FitContext(1, source.Token)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1.3), $"{watch.Elapsed}");
    }

    [Fact]
    public void Drawn_rows_and_columns_repeat_with_the_seed_and_only_with_it()
    {
        TrainingSet train = BoostingSamples.Mixed(300, 3, 12);
        BoostingLearner learner = new(new BoostingOptions { RowFraction = 0.6, ColumnFraction = 0.5 });
        double[] Run(ulong seed) => learner.Fit(train, new FitContext(seed)).Predict(train.Features).Values;
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    [Fact]
    public void Without_early_stopping_all_rounds_are_trained_on_all_rows()
    {
        TrainingSet train = BoostingSamples.Mixed(300, 2, 12);
        BoostingOptions options = new() { MaxRounds = 400, EarlyStopping = false };
        BoostingPredictor full = BoostingSamples.Fit(train, options);
        Assert.Equal(400, full.Rounds);
        Assert.True(BoostingSamples.Fit(train, options with { EarlyStopping = true }).Rounds < 400);
        // The labels of all rows are learned by heart, those that would have been held out too.
        Prediction fitted = full.Predict(train.Features);
        Assert.True(Enumerable.Range(0, 300).Count(i => fitted.Class(i) == train.Labels.Classes[i]) >= 295);
        Assert.Equal(2, BoostingSamples.Fit(new TrainingSet(train.Features.Head(1), train.Labels.Head(1)), options).Predict(train.Features).Columns);
    }

    [Fact]
    public void Sparse_sums_change_nothing_but_speed()
    {
        TrainingSet train = BoostingSamples.Mixed(500, 3, 13);
        Assert.Equal(
            BoostingSamples.Fit(train, new BoostingOptions { SparseBelow = 0 }).Predict(train.Features).Values,
            BoostingSamples.Fit(train, new BoostingOptions { SparseBelow = 1 }).Predict(train.Features).Values);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Several_threads_give_the_model_of_one(int classes)
    {
        // Enough rows and columns that every step is shared out: 250 columns and more than one block of rows.
        Rng rng = new((ulong)classes);
        const int Rows = 20000;
        Column[] columns = [.. Enumerable.Range(0, 250).Select(j => (Column)new NumericColumn(
            $"x{j}", [.. Enumerable.Range(0, Rows).Select(_ => j % 3 == 0 && rng.NextInt(10) > 0 ? 0 : (float)rng.NextInt(12))]))];
        float[] first = ((NumericColumn)columns[1]).Values, second = ((NumericColumn)columns[7]).Values;
        TrainingSet train = new(
            BoostingSamples.Table(columns),
            Labels.OfClasses([.. first.Select((x, i) => (int)(x + second[i] + rng.NextInt(5)) * classes / 28)], ["a", "b", "c"]));
        byte[] Model(int threads)
        {
            using MemoryStream stream = new();
            using BinaryWriter writer = new(stream);
            new BoostingLearner(new BoostingOptions { MaxRounds = 4, EarlyStopping = false })
                .Fit(train, new FitContext(1) { Threads = threads }).Save(writer);
            return stream.ToArray();
        }

        byte[] one = Model(1);
        Assert.Equal(one, Model(2));
        Assert.Equal(one, Model(5));
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        InputException error = Assert.Throws<InputException>(() => new BoostingLearner().With(new JsonObject { ["learningRate"] = 0 }));
        Assert.Contains("learningRate", error.Message);
        Assert.Throws<InputException>(() => new BoostingLearner().With(new JsonObject { ["maxBins"] = 256 }));
    }

    private static void AssertSound(Prediction prediction, int columns)
    {
        Assert.Equal(columns, prediction.Columns);
        for (int i = 0; i < prediction.Count; i++)
        {
            double[] row = prediction.Row(i).ToArray();
            Assert.All(row, value => Assert.True(double.IsFinite(value)));
            Assert.True(columns == 1 || (Math.Abs(row.Sum() - 1) <= 1e-9 && row.Min() >= 0 && row.Max() <= 1));
        }
    }
}
