using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Boosting;

/// <summary>Each objective is better in its own loss than squared error, on data that tell them apart.</summary>
public class ObjectiveTests
{
    private const int Rows = 900;

    private static readonly BoostingOptions Quick = new() { MaxRounds = 120, LearningRate = 0.1, CrossValidateBelow = 0 };

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public void A_quantile_covers_its_share_of_fresh_rows(double alpha)
    {
        (TrainingSet train, TrainingSet test, _) = Draw(1, Spread);
        double[] truth = test.Labels.Values;
        double[] quantile = Predict(train, test, Quick with { Objective = Objective.Quantile, Alpha = alpha });
        double[] squared = Predict(train, test, Quick);
        double below = truth.Zip(quantile).Average(pair => pair.First <= pair.Second ? 1.0 : 0);
        Assert.InRange(below, alpha - 0.05, alpha + 0.05);
        Assert.InRange(truth.Zip(squared).Average(pair => pair.First <= pair.Second ? 1.0 : 0), 0.4, 0.6);
        double Pinball(double[] predicted) => truth.Zip(predicted).Average(pair => Math.Max(alpha * (pair.First - pair.Second), (alpha - 1) * (pair.First - pair.Second)));
        Assert.True(Pinball(quantile) <= 0.7 * Pinball(squared), $"{Pinball(quantile)} against {Pinball(squared)}");
    }

    [Theory]
    [InlineData(Objective.Absolute)]
    [InlineData(Objective.Huber)]
    public void Outliers_move_the_mean_but_not_these(Objective objective)
    {
        (TrainingSet train, TrainingSet test, double[] centre) = Draw(2, Spiked);
        double Error(double[] predicted) => predicted.Zip(centre).Average(pair => Math.Abs(pair.First - pair.Second));
        double robust = Error(Predict(train, test, Quick with { Objective = objective }));
        double squared = Error(Predict(train, test, Quick));
        Assert.True(robust <= 0.4, $"{robust}");
        Assert.True(robust <= 0.25 * squared, $"{robust} against {squared}");
    }

    [Fact]
    public void Counts_have_less_deviance_with_poisson()
    {
        (TrainingSet train, TrainingSet test, double[] centre) = Draw(3, Count);
        double[] truth = test.Labels.Values;
        double[] poisson = Predict(train, test, Quick with { Objective = Objective.Poisson });
        double[] squared = Predict(train, test, Quick);
        Assert.All(poisson, rate => Assert.True(rate > 0));
        double Deviance(double[] rates) => 2 * truth.Zip(rates).Average(pair =>
            (pair.First > 0 ? pair.First * Math.Log(pair.First / Math.Max(pair.Second, 1e-3)) : 0) - pair.First + Math.Max(pair.Second, 1e-3));
        Assert.True(Deviance(poisson) <= 0.97 * Deviance(squared), $"{Deviance(poisson)} against {Deviance(squared)}");
        Assert.True(Deviance(poisson) <= 1.15 * Deviance(centre), $"{Deviance(poisson)} against {Deviance(centre)} of the true rates");
    }

    [Fact]
    public void The_unit_of_counts_changes_nothing()
    {
        (TrainingSet train, TrainingSet test, _) = Draw(3, Count);
        BoostingOptions options = Quick with { Objective = Objective.Poisson, MaxRounds = 20 };
        double[] plain = Predict(train, test, options);
        TrainingSet scaled = train with { Labels = Labels.OfValues([.. train.Labels.Values.Select(value => 1024 * value)]) };
        Assert.All(plain.Zip(Predict(scaled, test, options)), pair => Assert.Equal(1, pair.Second / pair.First / 1024, 9));
    }

    [Theory]
    [InlineData(Objective.Poisson)]
    [InlineData(Objective.Quantile)]
    [InlineData(Objective.Huber)]
    public void Saved_models_predict_the_same(Objective objective)
    {
        (TrainingSet train, TrainingSet test, _) = Draw(3, Count);
        BoostingLearner learner = new(Quick with { Objective = objective, MaxRounds = 10 });
        IPredictor model = learner.Fit(train, new FitContext(1));
        using MemoryStream stream = new();
        model.Save(new BinaryWriter(stream));
        stream.Position = 0;
        Assert.Equal(model.Predict(test.Features).Values, learner.Load(new BinaryReader(stream)).Predict(test.Features).Values);
    }

    [Theory]
    [InlineData(Objective.Quantile)]
    [InlineData(Objective.Poisson)]
    public void Renewed_leaves_and_rates_stay_monotone(Objective objective)
    {
        (TrainingSet train, TrainingSet test, _) = Draw(3, Count);
        double Fall(IReadOnlyDictionary<string, int>? monotone)
        {
            BoostingOptions options = Quick with { Objective = objective, Alpha = 0.7, EarlyStopping = false, MaxRounds = 40, Monotone = monotone };
            float[] x = [.. Enumerable.Range(0, 300).Select(i => (float)(-3.2 + i * 0.0215))];
            FeatureTable line = BoostingSamples.Table(new NumericColumn("x", x), new NumericColumn("y", new float[300]));
            double[] values = new BoostingLearner(options).Fit(train, new FitContext(1)).Predict(line).Values;
            return values.Zip(values.Skip(1)).Min(pair => pair.Second - pair.First);
        }

        Assert.True(Fall(null) < -0.01);
        Assert.True(Fall(new Dictionary<string, int> { ["x"] = 1 }) >= 0);
    }

    [Fact]
    public void Targets_that_an_objective_cannot_take_are_declined_in_one_line()
    {
        TrainingSet numbers = BoostingSamples.Mixed(50, 0, 1), classes = BoostingSamples.Mixed(50, 3, 1);
        Assert.Contains("at least 0: the least is -", new BoostingLearner(new() { Objective = Objective.Poisson }).Decline(numbers));
        Assert.Contains("3 classes", new BoostingLearner(new() { Objective = Objective.Absolute }).Decline(classes));
        Assert.Null(new BoostingLearner(new() { Objective = Objective.Absolute }).Decline(numbers));
    }

    private static double[] Predict(TrainingSet train, TrainingSet test, BoostingOptions options) =>
        new BoostingLearner(options).Fit(train, new FitContext(1)).Predict(test.Features).Values;

    private static (double Target, double Centre) Spread(double x, double y, Rng rng) => (x + (0.2 + Math.Abs(x)) * rng.NextGaussian(), x);

    private static (double Target, double Centre) Spiked(double x, double y, Rng rng)
    {
        double centre = Math.Sin(x) * 2 + y;
        return (centre + 0.3 * rng.NextGaussian() + (rng.NextDouble() < 0.15 ? 40 : 0), centre);
    }

    /// <summary>Knuth's draw of a Poisson number.</summary>
    private static (double Target, double Centre) Count(double x, double y, Rng rng)
    {
        double rate = Math.Exp(2.5 * Math.Sin(1.5 * x) + y - 0.5), product = rng.NextDouble(), least = Math.Exp(-rate);
        int count = 0;
        for (; product > least; count++)
        {
            product *= rng.NextDouble();
        }

        return (count, rate);
    }

    private static (TrainingSet Train, TrainingSet Test, double[] Centre) Draw(ulong seed, Func<double, double, Rng, (double, double)> draw)
    {
        Rng rng = new(seed);
        float[] x = new float[2 * Rows], y = new float[2 * Rows];
        double[] targets = new double[2 * Rows], centres = new double[2 * Rows];
        for (int i = 0; i < 2 * Rows; i++)
        {
            x[i] = (float)rng.NextDouble(-3, 3);
            y[i] = (float)rng.NextDouble(-1, 1);
            (targets[i], centres[i]) = draw(x[i], y[i], rng);
        }

        FeatureTable features = BoostingSamples.Table(new NumericColumn("x", x), new NumericColumn("y", y));
        int[] test = [.. Enumerable.Range(Rows, Rows)];
        Labels labels = Labels.OfValues(targets);
        return (new TrainingSet(features.Head(Rows), labels.Head(Rows)), new TrainingSet(features.Select(test), labels.Select(test)), centres[Rows..]);
    }
}
