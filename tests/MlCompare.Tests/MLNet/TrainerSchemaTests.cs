using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Linear;
using MlCompare.Learners.Neural;
using MlCompare.MLNet.Trainers;

namespace MlCompare.Tests.MLNet;

/// <summary>What does not fit is said where ML.NET says it: before anything is fitted, and before anything is predicted.</summary>
public class TrainerSchemaTests
{
    private readonly MLContext context = new MLContext(1).AddMlCompare();

    [Theory]
    [InlineData("Nowhere", "Inside", "column Nowhere: there is no such column")]
    [InlineData("X", "Nowhere", "column Nowhere: there is no such column")]
    [InlineData("X", "Side", "MulticlassClassification")]
    [InlineData("When", "Inside", "column When: is of type DateTime")]
    [InlineData("Many", "Inside", "column Many: is of type a vector of changing length of Single")]
    public void A_pipeline_is_refused_before_its_first_step_is_fitted(string feature, string label, string why)
    {
        IDataView data = context.Data.LoadFromEnumerable([new Mixed(), new Mixed()]);
        IEstimator<ITransformer> pipeline = new Tripwire().Append(context.BinaryClassification.Trainers.Boosting(label, feature));
        Assert.Contains(why, Assert.Throws<InputException>(() => pipeline.Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_fits_is_fitted() => Assert.Throws<NotSupportedException>(() =>
        new Tripwire().Append(context.BinaryClassification.Trainers.Boosting("Inside", "X")).Fit(context.Data.LoadFromEnumerable([new Mixed(), new Mixed()])));

    [Fact]
    public void Columns_of_another_kind_are_refused_before_a_row_is_read()
    {
        IDataView data = TrainerTests.Points(context, 60);
        ITransformer vector = context.BinaryClassification.Trainers.Learner(new LinearLearner(), "Inside").Fit(Gathered(data, "X", "Y"));
        ITransformer columns = context.BinaryClassification.Trainers.Learner(new LinearLearner(), "Inside", 1, "X", "Side").Fit(data);
        using MemoryStream file = new();
        context.Model.Save(columns, data.Schema, file);
        file.Position = 0;
        ITransformer loaded = context.Model.Load(file, out _);
        Refused("column Features: is of type Vector<Single, 3>, and the model was fitted on vectors of 2 numbers", vector, Gathered(data, "X", "Y", "Height"));
        foreach (ITransformer model in (ITransformer[])[columns, loaded])
        {
            Refused("column X: is of type String, and the model was fitted on numbers", model, context.Transforms.CopyColumns("X", "Side").Fit(data).Transform(data));
            Refused("column Side: is of type Single, and the model was fitted on categories", model, context.Transforms.CopyColumns("Side", "Y").Fit(data).Transform(data));
        }

        // Numbers of another width, and keys in place of the texts that they stand for, are the same to the model.
        IDataView other = context.Transforms.Conversion.ConvertType("X", "X", DataKind.Double).Append(context.Transforms.Conversion.MapValueToKey("Side")).Fit(data).Transform(data);
        Assert.Equal(TrainerTests.Scores(columns.Transform(data)), TrainerTests.Scores(columns.Transform(other)));

        static void Refused(string why, ITransformer model, IDataView data)
        {
            Assert.Contains(why, Assert.Throws<InputException>(() => model.GetOutputSchema(data.Schema)).Message, StringComparison.Ordinal);
            Assert.Contains(why, Assert.Throws<InputException>(() => model.Transform(data)).Message, StringComparison.Ordinal);
            Assert.Contains(why, Assert.Throws<InputException>(() => model.GetRowToRowMapper(data.Schema)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Features_are_named_as_with_the_trainers_of_ml_net()
    {
        IDataView data = TrainerTests.Points(context, 60);
        BoostingOptions few = new(MaxRounds: 5, EarlyStopping: false);
        Assert.Equal("X", context.BinaryClassification.Trainers.Boosting("Inside", "X", few).Fit(data).FeatureColumnName);
        Assert.Equal("X", context.Regression.Trainers.Boosting(labelColumnName: "Height", featureColumnName: "X", options: few).Fit(data).FeatureColumnName);
        Assert.Equal("Features", context.MulticlassClassification.Trainers.Boosting("Side", options: few).Fit(Gathered(data, "X")).FeatureColumnName);
    }

    [Fact]
    public void Threads_change_nothing_of_the_model_and_a_token_ends_the_fit()
    {
        IDataView data = TrainerTests.Points(context, 80);
        MlCompareTrainer trainer = context.BinaryClassification.Trainers.NeuralNetwork("Inside", new MlpOptions { Width = 16, Members = 2 }, 3, "X", "Y");
        Assert.Equal(TrainerTests.Scores(trainer.With(threads: 1).Fit(data).Transform(data)), TrainerTests.Scores(trainer.With(threads: 2).Fit(data).Transform(data)));
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.With(cancel: new CancellationToken(canceled: true)).Fit(data));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.With(threads: 0));
    }

    private IDataView Gathered(IDataView data, params string[] columns) => context.Transforms.Concatenate("Features", columns).Fit(data).Transform(data);

    /// <summary>A step that must not be fitted.</summary>
    private sealed class Tripwire : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => throw new NotSupportedException("fitted");

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }

    private sealed class Mixed
    {
        public float X { get; set; }

        public bool Inside { get; set; }

        public string Side { get; set; } = "left";

        public DateTime When { get; set; }

        public float[] Many { get; set; } = [];
    }
}
