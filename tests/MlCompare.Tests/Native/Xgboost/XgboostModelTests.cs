using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Encoders;
using MlCompare.Native.Workers;
using MlCompare.Native.Xgboost;
using MlCompare.Studies;
using MlCompare.Testing;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native.Xgboost;

public class XgboostModelTests
{
    public static TheoryData<string> Names => [.. Problems.All().Select(problem => problem.Name)];

    [EngineTheory("xgboost")]
    [MemberData(nameof(Names))]
    public void Trees_in_CSharp_give_the_librarys_own_scores(string name)
    {
        Problem problem = Problems.All().Single(problem => problem.Name == name);
        XgboostOptions options = new(MaxRounds: 40, EarlyStopping: false, OneHotBelow: 1);
        XgboostPredictor model = (XgboostPredictor)new XgboostLearner(options).Fit(problem.Train, new FitContext(1));
        Assert.Equal(40, model.Rounds);
        InputEncoding encoding = InputEncoding.Fit(problem.Train.Features, options.Embedded, default);
        EncodedRows rows = encoding.Encode(problem.Test, 0, problem.Test.Count);
        double[] start = XgboostTarget.Of(problem.Train.Labels, options).Start([.. Enumerable.Range(0, problem.Train.Count)]);
        byte[] bytes = model.Model.ToArray();
        using BinaryReader answer = WorkerPool.Run<XgboostPredictJob>(
            request =>
            {
                NumberArrays.Save<byte>(request, bytes);
                NumberArrays.Save<float>(request, [.. Enumerable.Range(0, rows.Count).SelectMany(row => rows.Row(row).ToArray())]);
                NumberArrays.Save<bool>(request, [.. encoding.Levels.Select(levels => levels > 0)]);
                NumberArrays.Save<double>(request, start);
            },
            default);
        float[] library = NumberArrays.Load<float>(answer);
        XgboostTrees trees = XgboostTrees.Read(bytes, encoding.Levels, start.Length);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int k = 0; k < start.Length; k++)
            {
                double score = start[k] + trees.Rounds.Sum(round => round[k].Value(rows.Row(row)));
                Assert.True(Math.Abs(score - library[row * start.Length + k]) <= 1e-5, $"row {row}, output {k}: {score} against {library[row * start.Length + k]}");
            }
        }
    }

    /// <summary>Levels beyond 32 take more than one word of bits, and levels never seen in training are missing.</summary>
    [EngineFact("xgboost")]
    public void Many_levels_are_split_by_what_they_mean()
    {
        Rng rng = new(5);
        int[] codes = [.. Enumerable.Range(0, 3000).Select(_ => rng.NextInt(120))];
        double[] targets = [.. codes.Select(code => code * 7919 % 120 < 60 ? 1.0 : -1.0)];
        FeatureTable features = new(Modality.Tabular, [new CategoricalColumn("level", codes, [.. Enumerable.Range(0, 130).Select(i => $"v{i}")])]);
        IPredictor model = new XgboostLearner().Fit(new TrainingSet(features, Labels.OfValues(targets)), new FitContext(1));
        Prediction seen = model.Predict(features);
        Assert.All(Enumerable.Range(0, 3000), row => Assert.Equal(targets[row], seen.Values[row], 0.2));
        FeatureTable never = new(Modality.Tabular, [new CategoricalColumn("level", [125, -1], [.. Enumerable.Range(0, 130).Select(i => $"v{i}")])]);
        Assert.Equal(model.Predict(never).Values[0], model.Predict(never).Values[1]);
    }

    [EngineFact("xgboost")]
    public void Covers_are_sums_of_hessians_and_gains_name_the_columns_that_help()
    {
        Problem problem = Problems.Regression();
        XgboostPredictor model = (XgboostPredictor)new XgboostLearner(new XgboostOptions(RowFraction: 1)).Fit(problem.Train, new FitContext(1));
        InputEncoding encoding = InputEncoding.Fit(problem.Train.Features, new BoostingOptions(), default);
        XgboostTrees trees = XgboostTrees.Read(model.Model.ToArray(), encoding.Levels, 1);
        Assert.All(trees.Rounds, round => Assert.Equal(problem.Train.Count, round[0].Covers.ToArray().Sum()));
        Assert.Equal(1, model.GainImportance.Sum(), 1e-9);
        string[] names = [.. problem.Train.Features.Columns.Select(column => column.Name)];
        Assert.Equal("useless", names[model.GainImportance.ToList().IndexOf(model.GainImportance.Min())]);
    }

    /// <summary>The library refuses infinite values; missing ones beside them stay missing.</summary>
    [EngineFact("xgboost")]
    public void Infinite_values_are_the_largest()
    {
        float[] x = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? float.PositiveInfinity : i % 3 == 1 ? float.NaN : i)];
        TrainingSet train = new(
            new FeatureTable(Modality.Tabular, [new NumericColumn("x", x)]), Labels.OfValues([.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? 5.0 : i % 3)]));
        double[] fitted = new XgboostLearner().Fit(train, new FitContext(1)).Predict(train.Features).Values;
        Assert.All(Enumerable.Range(0, 300), i => Assert.Equal(train.Labels.Values[i], fitted[i], 0.1));
    }

    [EngineFact("xgboost")]
    public void A_model_without_rounds_answers_from_the_start()
    {
        Problem problem = Problems.WithRows(Problems.Table(2), [0, 1, 2, 3, 4]);
        XgboostPredictor model = (XgboostPredictor)new XgboostLearner().Fit(problem.Train, new FitContext(1));
        Assert.Equal((0, 0), (model.Rounds, model.Model.Length));
        Assert.Null(LearnerContract.Checks.Single(check => check.Promise == LearnerContract.SaveLoad).Run(new XgboostLearner()));
    }

    [EngineFact("xgboost")]
    public void Early_stopping_can_be_switched_off_and_a_refit_left_out()
    {
        Problem problem = Problems.Table(2, trainRows: 1200);
        int Rounds(JsonObject options) => ((XgboostPredictor)new XgboostLearner().With(options).Fit(problem.Train, new FitContext(1))).Rounds;
        Assert.Equal(60, Rounds(new() { ["earlyStopping"] = false, ["maxRounds"] = 60 }));
        int chosen = Rounds([]);
        Assert.InRange(chosen, 1, 999);
        Assert.Equal(chosen, Rounds(new() { ["refit"] = false }));
    }

    [EngineFact("xgboost")]
    public void Monotone_columns_only_rise()
    {
        Rng rng = new(3);
        float[] x = [.. Enumerable.Range(0, 400).Select(_ => (float)rng.NextDouble(-2, 2))];
        double[] y = [.. x.Select(value => value + 1.5 * Math.Sin(4 * value) + 0.1 * rng.NextGaussian())];
        TrainingSet train = new(new FeatureTable(Modality.Tabular, [new NumericColumn("x", x)]), Labels.OfValues(y));
        FeatureTable grid = new(Modality.Tabular, [new NumericColumn("x", [.. Enumerable.Range(0, 200).Select(i => -2 + i / 50f)])]);
        double[] Curve(JsonObject options) => new XgboostLearner().With(options).Fit(train, new FitContext(1)).Predict(grid).Values;
        static bool Rises(double[] curve) => curve.Zip(curve.Skip(1)).All(pair => pair.Second >= pair.First);
        Assert.True(Rises(Curve(new() { ["monotone"] = new JsonObject { ["x"] = 1 } })));
        Assert.False(Rises(Curve([])));
    }

    [EngineFact("xgboost")]
    public void What_the_library_or_the_labels_do_not_allow_is_declined_in_words()
    {
        TrainingSet negative = new(Problems.Regression().Train.Features, Labels.OfValues([.. Enumerable.Range(0, 160).Select(i => i - 3.0)]));
        Assert.Contains("at least 0", Said(new() { ["objective"] = "poisson" }, negative), StringComparison.Ordinal);
        if (new XgboostEngine().State.Version!.StartsWith("1.", StringComparison.Ordinal))
        {
            Assert.StartsWith("the objective 'quantile' needs XGBoost 2.0 or later, and this is 1.", Said(new() { ["objective"] = "quantile" }, negative), StringComparison.Ordinal);
        }

        static string Said(JsonObject options, TrainingSet train) => new XgboostLearner().With(options).Decline(train)!;
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => Ubjson.Read([1, 2, 3]));
        Assert.Throws<InvalidDataException>(() => Ubjson.Read("{L"u8.ToArray()));
        Assert.Throws<InvalidDataException>(() => Ubjson.Read("SU\u0001a"u8.ToArray()));
    }

    [Fact]
    public void Ubjson_of_every_kind_is_read()
    {
        // {"a": [1, -2, 300], "b": float32 array [0.5], "c": "é", "d": [true, null]} with several ways to write a number.
        byte[] bytes = [.. "{U\u0001a[i\u0001i"u8, 0xFE, .. "I\u0001"u8, 0x2C, .. "]U\u0001b[$d#U\u0001"u8, 0x3F, 0, 0, 0, .. "U\u0001cSU\u0002é"u8, .. "U\u0001d[TZ]}"u8];
        Dictionary<string, object?> read = Ubjson.Read(bytes);
        Assert.Equal([1L, -2L, 300L], Assert.IsType<object?[]>(read["a"]).Cast<long>());
        Assert.Equal([0.5f], Assert.IsType<float[]>(read["b"]));
        Assert.Equal("é", read["c"]);
        Assert.Equal([true, null], Assert.IsType<object?[]>(read["d"]));
    }
}
