using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Linear;
using MlCompare.MLNet.Trainers;
using MlCompare.MLNet.Views;
using MlCompare.Testing;

namespace MlCompare.Tests.MLNet;

/// <summary>Learners as trainers of ML.NET: in its pipelines, evaluation, cross-validation and prediction engine, and back from a file.</summary>
public class TrainerTests
{
    private static readonly BoostingOptions Few = new(MaxRounds: 30, EarlyStopping: false);
    private readonly MLContext context = new MLContext(1).AddMlCompare();

    [Fact]
    public void Two_classes_in_a_pipeline_evaluated_and_cross_validated()
    {
        IDataView data = Points(context, 400);
        IEstimator<ITransformer> pipeline = context.Transforms.Concatenate("Features", nameof(Point.X), nameof(Point.Y)).Append(context.BinaryClassification.Trainers.Boosting(nameof(Point.Inside), Few));
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(data, 0.25);
        BinaryClassificationMetrics metrics = context.BinaryClassification.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet), nameof(Point.Inside));
        Assert.InRange(metrics.Accuracy, 0.9, 1);
        Assert.InRange(metrics.AreaUnderRocCurve, 0.95, 1);
        Assert.Equal(3, context.BinaryClassification.CrossValidate(data, pipeline, 3, nameof(Point.Inside)).Count(fold => fold.Metrics.Accuracy > 0.85));
    }

    [Fact]
    public void The_prediction_engine_agrees_with_the_rows_in_bulk()
    {
        IDataView data = Points(context, 700);
        ITransformer model = context.Trainer(new LinearLearner(), nameof(Point.Inside), 1, nameof(Point.X), nameof(Point.Y)).Fit(data);
        float[] bulk = [.. context.Data.CreateEnumerable<Verdict>(model.Transform(data), false, ignoreMissingColumns: true).Select(row => row.Probability)];
        using PredictionEngine<Point, Verdict> engine = context.Model.CreatePredictionEngine<Point, Verdict>(model);
        Point[] rows = [.. context.Data.CreateEnumerable<Point>(data, false)];
        foreach (int row in (int[])[0, 1, 511, 512, 699])
        {
            Verdict verdict = engine.Predict(rows[row]);
            Assert.Equal(bulk[row], verdict.Probability);
            Assert.Equal(verdict.Probability > 0.5, verdict.PredictedLabel);
            Assert.Equal(verdict.Probability, 1 / (1 + Math.Exp(-verdict.Score)), 1e-5);
        }
    }

    [Fact]
    public void Many_classes_come_with_their_names_and_stock_evaluation_takes_them()
    {
        Problem problem = Problems.Table(4);
        Dataset data = new("p", "p", problem.Train.Features, problem.Train.Labels, new Provenance("made here"));
        IDataView view = data.ToDataView();
        MlCompareTransformer model = context.Trainer(new LinearLearner()).Fit(view);
        IDataView scored = model.Transform(view);
        Assert.Equal(data.Labels.ClassNames.AsEnumerable(), SlotTexts.Of(scored.Schema["Score"], "SlotNames"));
        Assert.Equal(data.Labels.ClassNames.AsEnumerable(), SlotTexts.Of(scored.Schema["PredictedLabel"], "KeyValues"));
        Assert.InRange(context.MulticlassClassification.Evaluate(scored).MacroAccuracy, 0.85, 1);
        Assert.Equal(3, context.MulticlassClassification.CrossValidate(view, context.Trainer(new LinearLearner()), 3).Count);
        Prediction own = model.Model.Predict(data.Features);
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        Assert.Equal((float)own.Row(17)[2], scores[17][2]);
    }

    [Fact]
    public void Texts_as_labels_need_no_key_and_numbers_make_a_regression()
    {
        IDataView data = Points(context, 300);
        IEstimator<ITransformer> words = context.Trainer(new LinearLearner(), nameof(Point.Side), 1, nameof(Point.X), nameof(Point.Y))
            .Append(context.Transforms.Conversion.MapKeyToValue("Said", "PredictedLabel"));
        string[] said = [.. words.Fit(data).Transform(data).GetColumn<string>("Said")], given = [.. data.GetColumn<string>(nameof(Point.Side))];
        Assert.InRange(said.Zip(given).Count(pair => pair.First == pair.Second), 270, 300);
        IEstimator<ITransformer> numbers = context.Trainer(new LinearLearner(), nameof(Point.Height), 1, nameof(Point.X), nameof(Point.Y));
        Assert.InRange(context.Regression.Evaluate(numbers.Fit(data).Transform(data), nameof(Point.Height)).RSquared, 0.99, 1);
    }

    [Fact]
    public void A_context_that_was_not_prepared_cannot_load_and_one_prepared_twice_can()
    {
        IDataView data = Points(context, 100);
        using MemoryStream file = new();
        context.Model.Save(context.Trainer(new LinearLearner(), nameof(Point.Inside), 1, nameof(Point.X)).Fit(data), data.Schema, file);
        file.Position = 0;
        Assert.ThrowsAny<Exception>(() => new MLContext(1).Model.Load(file, out _));
        file.Position = 0;
        Assert.NotNull(new MLContext(1).AddMlCompare().AddMlCompare().Model.Load(file, out _));
    }

    internal static IDataView Points(MLContext context, int rows)
    {
        Rng rng = new(11);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(_ =>
        {
            float x = (float)rng.NextDouble(-2, 2), y = (float)rng.NextDouble(-2, 2);
            return new Point { X = x, Y = y, Inside = x + y > 0, Side = x > y ? "right" : "left", Height = 3 * x - y };
        }).ToImmutableArray());
    }

    internal static float[] Scores(IDataView scored) => scored.Schema["Score"].Type is VectorDataViewType
        ? [.. scored.GetColumn<float[]>("Score").SelectMany(row => row)]
        : [.. scored.GetColumn<float>("Score")];

    internal sealed class Point
    {
        public float X { get; set; }

        public float Y { get; set; }

        public bool Inside { get; set; }

        public string Side { get; set; } = "";

        public float Height { get; set; }
    }

    internal sealed class Verdict
    {
        public bool PredictedLabel { get; set; }

        public float Probability { get; set; }

        public float Score { get; set; }
    }
}
