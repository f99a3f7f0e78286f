using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Neural;
using MlCompare.MLNet.Trainers;
using MlCompare.Native.Workers;

namespace MlCompare.Tests.MLNet;

/// <summary>
/// The trainers on ML.NET's own catalogs: each in a pipeline, evaluated by ML.NET, saved, and loaded in a process that did not train it.
/// </summary>
public class TrainerCatalogTests
{
    private static readonly BoostingOptions Few = new(MaxRounds: 30, EarlyStopping: false);
    private static readonly MlpOptions Small = new() { Width = 32, Members = 1 };
    private readonly MLContext context = new MLContext(1).AddMlCompare();

    [Theory]
    [InlineData("Boosting")]
    [InlineData("NeuralNetwork")]
    [InlineData("KernelRidge")]
    [InlineData("FeatureMachine")]
    public void Each_trains_evaluates_and_predicts_the_same_in_a_fresh_process(string trainer)
    {
        IDataView data = TrainerTests.Points(context, 200);
        IEstimator<ITransformer> features = context.Transforms.Concatenate("Features", nameof(TrainerTests.Point.X), nameof(TrainerTests.Point.Y));
        ITransformer two = features.Append(Binary(trainer)).Fit(data);
        ITransformer names = features.Append(context.Transforms.Conversion.MapValueToKey("Key", nameof(TrainerTests.Point.Side))).Append(Multiclass(trainer))
            .Append(context.Transforms.Conversion.MapKeyToValue("Said", "PredictedLabel")).Fit(data);
        ITransformer numbers = features.Append(Regression(trainer)).Fit(data);
        Assert.InRange(context.BinaryClassification.Evaluate(two.Transform(data), nameof(TrainerTests.Point.Inside)).AreaUnderRocCurve, 0.95, 1);
        Assert.InRange(context.MulticlassClassification.Evaluate(names.Transform(data), "Key").MacroAccuracy, 0.9, 1);
        Assert.InRange(context.Regression.Evaluate(numbers.Transform(data), nameof(TrainerTests.Point.Height)).RSquared, 0.9, 1);
        string[] said = [.. names.Transform(data).GetColumn<string>("Said")];
        Assert.InRange(said.Zip(data.GetColumn<string>(nameof(TrainerTests.Point.Side))).Count(pair => pair.First == pair.Second), 180, 200);
        Assert.All([two, names, numbers], model => Same(model, data));
    }

    [Fact]
    public void Permutation_importance_finds_the_column_that_counts()
    {
        Rng rng = new(3);
        ImmutableArray<TrainerTests.Point> rows = [.. Enumerable.Range(0, 300).Select(_ => new TrainerTests.Point { X = (float)rng.NextGaussian(), Y = (float)rng.NextGaussian() })];
        foreach (TrainerTests.Point row in rows)
        {
            (row.Inside, row.Side, row.Height) = (row.X > 0, row.X > 0 ? "right" : "left", row.X);
        }

        IDataView view = context.Data.LoadFromEnumerable(rows);
        IDataView data = context.Transforms.Concatenate("Features", nameof(TrainerTests.Point.X), nameof(TrainerTests.Point.Y))
            .Append(context.Transforms.Conversion.MapValueToKey("Key", nameof(TrainerTests.Point.Side))).Fit(view).Transform(view);
        ImmutableArray<BinaryClassificationMetricsStatistics> two =
            context.BinaryClassification.PermutationFeatureImportance(Binary("Boosting").Fit(data), data, nameof(TrainerTests.Point.Inside));
        ImmutableArray<MulticlassClassificationMetricsStatistics> many = context.MulticlassClassification.PermutationFeatureImportance(Multiclass("Boosting").Fit(data), data, "Key");
        ImmutableArray<RegressionMetricsStatistics> numbers =
            context.Regression.PermutationFeatureImportance(Regression("Boosting").Fit(data), data, nameof(TrainerTests.Point.Height));
        Assert.True(two[0].AreaUnderRocCurve.Mean < -0.2 && two[1].AreaUnderRocCurve.Mean > -0.05);
        Assert.True(many[0].MacroAccuracy.Mean < -0.2 && many[1].MacroAccuracy.Mean > -0.05);
        Assert.True(numbers[0].RSquared.Mean < -0.5 && numbers[1].RSquared.Mean > -0.05);
    }

    [Fact]
    public void Numbers_are_classes_where_the_catalog_says_so_and_keep_their_type_as_key_values()
    {
        IDataView data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 90).Select(i => new Digit { X = i % 3, Shown = (i % 3) * 10 }).ToImmutableArray());
        MlCompareTransformer plain = context.MulticlassClassification.Trainers.Boosting(nameof(Digit.Shown), Few, 1, nameof(Digit.X)).Fit(data);
        Assert.Equal(["0", "10", "20"], plain.ClassNames);
        ITransformer keyed = context.Transforms.Conversion.MapValueToKey("Key", nameof(Digit.Shown))
            .Append(context.MulticlassClassification.Trainers.Boosting("Key", Few, 1, nameof(Digit.X)))
            .Append(context.Transforms.Conversion.MapKeyToValue("Said", "PredictedLabel")).Fit(data);
        Assert.Equal(data.GetColumn<float>(nameof(Digit.Shown)), keyed.Transform(data).GetColumn<float>("Said"));
        using MemoryStream file = new();
        context.Model.Save(keyed, data.Schema, file);
        file.Position = 0;
        Assert.Equal(data.GetColumn<float>(nameof(Digit.Shown)), context.Model.Load(file, out _).Transform(data).GetColumn<float>("Said"));
    }

    [Fact]
    public void A_label_of_the_wrong_kind_is_refused_with_what_to_do()
    {
        IDataView data = TrainerTests.Points(context, 50);
        Assert.Contains("MulticlassClassification", Refusal(context.BinaryClassification.Trainers.Boosting(nameof(TrainerTests.Point.Side), Few, 1, "X"), data), StringComparison.Ordinal);
        Assert.Contains("needs numbers", Refusal(context.Regression.Trainers.Boosting(nameof(TrainerTests.Point.Inside), Few, 1, "X"), data), StringComparison.Ordinal);

        static string Refusal(MlCompareTrainer trainer, IDataView data) => Assert.Throws<InputException>(() => trainer.Fit(data)).Message;
    }

    private MlCompareTrainer Binary(string name) => name switch
    {
        "Boosting" => context.BinaryClassification.Trainers.Boosting(nameof(TrainerTests.Point.Inside), Few),
        "NeuralNetwork" => context.BinaryClassification.Trainers.NeuralNetwork(nameof(TrainerTests.Point.Inside), Small),
        "KernelRidge" => context.BinaryClassification.Trainers.KernelRidge(nameof(TrainerTests.Point.Inside)),
        _ => context.BinaryClassification.Trainers.FeatureMachine(nameof(TrainerTests.Point.Inside)),
    };

    private MlCompareTrainer Multiclass(string name) => name switch
    {
        "Boosting" => context.MulticlassClassification.Trainers.Boosting("Key", Few),
        "NeuralNetwork" => context.MulticlassClassification.Trainers.NeuralNetwork("Key", Small),
        "KernelRidge" => context.MulticlassClassification.Trainers.KernelRidge("Key"),
        _ => context.MulticlassClassification.Trainers.FeatureMachine("Key"),
    };

    private MlCompareTrainer Regression(string name) => name switch
    {
        "Boosting" => context.Regression.Trainers.Boosting(nameof(TrainerTests.Point.Height), Few),
        "NeuralNetwork" => context.Regression.Trainers.NeuralNetwork(nameof(TrainerTests.Point.Height), Small),
        "KernelRidge" => context.Regression.Trainers.KernelRidge(nameof(TrainerTests.Point.Height)),
        _ => context.Regression.Trainers.FeatureMachine(nameof(TrainerTests.Point.Height)),
    };

    /// <summary>The file is all that the other process gets.</summary>
    private void Same(ITransformer model, IDataView data)
    {
        using MemoryStream file = new();
        context.Model.Save(model, data.Schema, file);
        using BinaryReader answer = WorkerPool.Run<LoadJob>(
            request =>
            {
                request.Write((int)file.Length);
                request.Write(file.ToArray());
            },
            CancellationToken.None);
        Assert.NotEqual(Environment.ProcessId, answer.ReadInt32());
        Assert.Equal(TrainerTests.Scores(model.Transform(data)), Enumerable.Range(0, answer.ReadInt32()).Select(_ => answer.ReadSingle()));
    }

    /// <summary>Loads a pipeline in another process, predicts the same points there.</summary>
    public sealed class LoadJob : IWorkerJob
    {
        public void Run(BinaryReader request, BinaryWriter response)
        {
            MLContext context = new MLContext(7).AddMlCompare();
            using MemoryStream file = new(request.ReadBytes(request.ReadInt32()));
            float[] scores = TrainerTests.Scores(context.Model.Load(file, out _).Transform(TrainerTests.Points(context, 200)));
            response.Write(Environment.ProcessId);
            response.Write(scores.Length);
            foreach (float score in scores)
            {
                response.Write(score);
            }
        }
    }

    private sealed class Digit
    {
        public float X { get; set; }

        public float Shown { get; set; }
    }
}
