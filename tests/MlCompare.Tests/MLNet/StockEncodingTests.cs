using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.MLNet.Learners;
using MlCompare.MLNet.Rows;
using MlCompare.Studies;

namespace MlCompare.Tests.MLNet;

/// <summary>ML.NET's own featurisers: what they make of a table, kept in the model's file, chosen by an option.</summary>
public class StockEncodingTests
{
    private static readonly FeatureTable Table = new(Modality.Tabular,
    [
        new NumericColumn("age", [10, float.NaN, 30, 20]),
        new CategoricalColumn("plan", [1, 0, -1, 1], ["a", "b"]),
        new TextColumn("said", ["good film", "bad film", null, "good"]),
    ]);

    [Fact]
    public void Missing_numbers_are_marked_levels_one_hot_and_words_counted()
    {
        DesignMatrix rows = StockEncoding.Fit(Table, words: 10).Encode(Table).Matrix;
        Assert.Equal([10f, 0f], rows.DenseRow(0));
        Assert.Equal([20f, 1f], rows.DenseRow(1));
        Assert.Equal([30f, 0f], rows.DenseRow(2));

        // Two levels and three words; the same level in rows 0 and 3, the shared word in all that have one.
        Assert.Equal(5, rows.Sparse!.Width);
        Assert.Equal(rows.Sparse.Columns(0)[0], rows.Sparse.Columns(3)[0]);
        Assert.NotEqual(rows.Sparse.Columns(0)[0], rows.Sparse.Columns(1)[0]);
        Assert.Equal([3, 3, 0, 2], Enumerable.Range(0, 4).Select(row => rows.Sparse.Columns(row).Length));
        Assert.Equal(0.707f, rows.Sparse.Values(0)[1], 1e-3f);
    }

    [Fact]
    public void Without_a_limit_numbers_are_standardised_and_characters_counted_too()
    {
        DesignMatrix rows = StockEncoding.Fit(Table, words: null).Encode(Table).Matrix;
        Assert.Equal(0, Enumerable.Range(0, 4).Sum(row => rows.DenseRow(row)[0]), 1e-5f);
        Assert.True(rows.Sparse!.Width > 15);
    }

    [Fact]
    public void What_was_fitted_comes_back_from_a_file_and_new_rows_may_hold_new_levels()
    {
        StockEncoding fitted = StockEncoding.Fit(Table, words: 10);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        fitted.Save(writer);
        stream.Position = 0;
        RowEncoding loaded = RowEncoding.Load(new BinaryReader(stream));
        FeatureTable other = new(Modality.Tabular,
        [
            new TextColumn("said", ["film noir"]), new NumericColumn("age", [float.NaN]), new CategoricalColumn("plan", [2], ["a", "b", "c"]),
        ]);
        DesignMatrix before = fitted.Encode(other).Matrix, after = loaded.Encode(other).Matrix;
        Assert.Equal(loaded.Width, fitted.Width);
        Assert.Equal(before.DenseRow(0), after.DenseRow(0));
        Assert.Equal([20f, 1f], after.DenseRow(0));
        Assert.Equal(before.Sparse!.Columns(0), after.Sparse!.Columns(0));
        Assert.Equal(1, after.Sparse.Columns(0).Length);
    }

    [Fact]
    public void A_study_chooses_them_by_an_option_and_the_model_predicts_the_same_from_a_file()
    {
        Rng rng = new(2);
        int[] classes = [.. Enumerable.Range(0, 120).Select(_ => rng.NextInt(2))];
        FeatureTable features = new(Modality.Text, [new TextColumn("text", [.. classes.Select(c => (c == 1 ? "a fine " : "a dull ") + (rng.NextInt(2) == 0 ? "evening" : "morning"))])]);
        TrainingSet train = new(features, Labels.OfClasses(classes, ["dull", "fine"]));
        ILearner learner = new SdcaLearner().With(new JsonObject { ["featurizer"] = "ml-net" });
        Assert.Equal(Featurizer.MlNet, ((SdcaLearner)learner).Settings.Featurizer);
        Assert.Contains(learner.SearchSpace, parameter => parameter.Option == "featurizer");
        IPredictor model = learner.Fit(train, new FitContext(1));
        Prediction said = model.Predict(features);
        Assert.All(Enumerable.Range(0, 120), row => Assert.Equal(classes[row], said.Class(row)));
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        model.Save(writer);
        stream.Position = 0;
        Assert.Equal(said.Values.ToArray(), learner.Load(new BinaryReader(stream)).Predict(features).Values.ToArray());
    }
}
