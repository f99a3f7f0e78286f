using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Kernel;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Learners.Kernel;

public class KernelLearnerTests
{
    [Fact]
    public void AHugeRidgePredictsTheMeanAndATinyOneTheTrainingTargets()
    {
        Problem problem = Problems.Regression();
        double mean = problem.Train.Labels.Values.Average();
        Prediction flat = Fit(problem.Train, new KernelOptions(Ridge: 1e8)).Predict(problem.Train.Features);
        Assert.All(flat.Values, value => Assert.True(Math.Abs(value - mean) <= 1e-3));
        Prediction exact = Fit(problem.Train, new KernelOptions(KernelShape.Laplace, Bandwidth: 1, Ridge: 1e-5)).Predict(problem.Train.Features);
        for (int i = 0; i < exact.Count; i++)
        {
            Assert.True(Math.Abs(exact.Values[i] - problem.Train.Labels.Values[i]) <= 0.05);
        }
    }

    [Fact]
    public void TheSearchFindsALongBandwidthForALineAndAShortOneForAWave()
    {
        Rng rng = new(1);
        float[] x = [.. Enumerable.Range(0, 400).Select(_ => (float)rng.NextDouble(-1, 1))];
        KernelPredictor line = Fit(Set(x, v => 2 * v + 0.2 * rng.NextGaussian()), new KernelOptions());
        KernelPredictor wave = Fit(Set(x, v => Math.Sin(12 * v) + 0.2 * rng.NextGaussian()), new KernelOptions());
        Assert.Equal(KernelShape.Gaussian, line.Shape);
        Assert.Equal(KernelShape.Gaussian, wave.Shape);
        Assert.True(line.Bandwidth > 2 * wave.Bandwidth, $"{line.Bandwidth} against {wave.Bandwidth}");
    }

    [Fact]
    public void NoiseAsksForALargerRidge()
    {
        Rng rng = new(2);
        float[] x = [.. Enumerable.Range(0, 400).Select(_ => (float)rng.NextDouble(-1, 1))];
        // With a free bandwidth a long one and a small ridge smooth as much as a short one and a large ridge.
        KernelOptions options = new(KernelShape.Gaussian, Bandwidth: 0.25);
        double clean = Fit(Set(x, v => Math.Sin(6 * v)), options).Ridge;
        double noisy = Fit(Set(x, v => Math.Sin(6 * v) + rng.NextGaussian()), options).Ridge;
        Assert.True(noisy >= 10 * clean, $"{noisy} against {clean}");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void IntervalsHoldTheTargetAsOftenAsAskedAndWidenFarFromTheRows(double level)
    {
        Rng rng = new(6);
        float[] x = [.. Enumerable.Range(0, 1400).Select(_ => (float)rng.NextDouble(-1, 1))];

        // Noise with heavy tails, which a normal distribution would not describe.
        double Target(float v) => Math.Sin(4 * v) + 0.2 * rng.NextGaussian() / (0.2 + rng.NextDouble());
        KernelPredictor model = Fit(Set(x[..400], Target), new KernelOptions());
        PredictionInterval[] intervals = model.Intervals(Table(x[400..]), level);
        double held = intervals.Zip(x[400..].Select(Target)).Average(pair => pair.First.Low <= pair.Second && pair.Second <= pair.First.High ? 1.0 : 0);
        Assert.True(Math.Abs(held - level) <= 0.08, $"{held}");
        PredictionInterval near = model.Intervals(Table([0]), level)[0], far = model.Intervals(Table([50]), level)[0];
        Assert.True(far.High - far.Low >= 1.5 * (near.High - near.Low), $"{near} {far}");
        Assert.Equal(double.PositiveInfinity, Fit(Set(x[..1], Target), new KernelOptions()).Intervals(Table([0]), level)[0].High);
    }

    [Fact]
    public void EqualRowsWithDifferentLabelsMeetInTheMiddle()
    {
        float[] x = [.. Enumerable.Repeat(1f, 30), .. Enumerable.Repeat(2f, 30)];
        Labels labels = Labels.OfValues([.. Enumerable.Range(0, 60).Select(i => i < 30 ? i % 2 : 10.0)]);
        KernelPredictor predictor = Fit(new TrainingSet(Table(x), labels), new KernelOptions());
        Prediction prediction = predictor.Predict(Table([1, 2]));
        Assert.True(Math.Abs(prediction.Values[0] - 0.5) <= 0.1, $"{prediction.Values[0]}");
        Assert.True(Math.Abs(prediction.Values[1] - 10) <= 0.1, $"{prediction.Values[1]}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void FewRowsWithAClassAbsentGiveProbabilities(int rows)
    {
        float[] x = [.. Enumerable.Range(0, rows).Select(i => (float)i)];
        Labels labels = Labels.OfClasses([.. Enumerable.Range(0, rows).Select(i => i % 2)], ["a", "b", "never"]);
        Prediction prediction = Fit(new TrainingSet(Table(x), labels), new KernelOptions()).Predict(Table([-1, 0, 0.5f, 100]));
        for (int i = 0; i < prediction.Count; i++)
        {
            double sum = 0;
            foreach (double p in prediction.Row(i))
            {
                Assert.True(p is >= 0 and <= 1, $"{p}");
                sum += p;
            }

            Assert.True(Math.Abs(sum - 1) <= 1e-9);
        }
    }

    [Fact]
    public void ARowAloneEqualsTheRowAmongOthersAndSavedEqualsLoaded()
    {
        foreach (Problem problem in new[] { Problems.Table(4), Problems.Texts(), Problems.Regression() })
        {
            KernelLearner learner = new();
            IPredictor predictor = learner.Fit(problem.Train, new FitContext(5));
            Prediction all = predictor.Predict(problem.Test);
            using MemoryStream stream = new();
            predictor.Save(new BinaryWriter(stream));
            stream.Position = 0;
            IPredictor loaded = learner.Load(new BinaryReader(stream));
            Assert.Equal(stream.Length, stream.Position);
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(all.Row(i), loaded.Predict(problem.Test.Select([i])).Values);
            }
        }
    }

    [Fact]
    public void RelabellingMovesTheColumns()
    {
        Problem problem = Problems.Table(4);
        int[] newCode = [3, 0, 1, 2];
        Prediction before = problem.Solve(new KernelLearner()), after = Problems.Relabelled(problem, newCode).Solve(new KernelLearner());
        for (int p = 0; p < before.Values.Length; p++)
        {
            double moved = after.Values[p / 4 * 4 + newCode[p % 4]];
            Assert.True(Math.Abs(before.Values[p] - moved) <= 1e-9);
        }
    }

    [Fact]
    public void MoreRowsThanTheExactSolutionTakesAreSolvedByCentresAndSayWhy()
    {
        Problem problem = Problems.Regression();
        KernelPredictor exact = Fit(problem.Train, new KernelOptions()), centres = Fit(problem.Train, new KernelOptions(MaxRows: 100, Centres: 120));
        Assert.Null(exact.Remark);
        Assert.Equal("160 rows are more than the exact solution takes (100): 120 of them are the centres of an iterative one", centres.Remark);
        Assert.True(problem.Loss(centres.Predict(problem.Test)) <= 1.1 * problem.Loss(exact.Predict(problem.Test)));
        Assert.Null(new KernelLearner(new KernelOptions(MaxRows: 100)).Decline(problem.Train));
    }

    [Fact]
    public void DeclinesMoreRowsThanTheMemoryHoldsWithTheNumbers()
    {
        Assert.Null(KernelLearner.Decline(500_000, 50, 8000, 8_000_000_000));
        Assert.Equal(
            "500,000 rows of 4,000 features need 16.5 GB; half of the 8.0 GB of memory holds 109,000 rows",
            KernelLearner.Decline(500_000, 4000, 8000, 8_000_000_000));
    }

    [Theory]
    [InlineData("bandwidth", 0)]
    [InlineData("ridge", -1)]
    [InlineData("maxRows", 100_000)]
    public void OptionsOutOfRangeAreRefused(string option, double value) =>
        Assert.Throws<InputException>(() => new KernelLearner().With(new JsonObject { [option] = option == "maxRows" ? (int)value : value }));

    private static KernelPredictor Fit(TrainingSet train, KernelOptions options) =>
        (KernelPredictor)new KernelLearner(options).Fit(train, new FitContext(1));

    private static FeatureTable Table(float[] x) => new(Modality.Tabular, [new NumericColumn("x", x)]);

    private static TrainingSet Set(float[] x, Func<float, double> target) => new(Table(x), Labels.OfValues([.. x.Select(target)]));
}
