using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Boosting;

/// <summary>Tables in which indicators of levels, or imputed numbers, hide what native categories and missing values show.</summary>
public class PlantedStructureTests
{
    private const int Levels = 1000, Rows = 8000, TestRows = 2000;

    private static readonly BoostingOptions Quick = new() { MaxRounds = 150, LearningRate = 0.15, CrossValidateBelow = 0 };

    [Fact]
    public void A_category_of_1000_levels_beats_its_indicators_and_its_255_most_frequent_levels()
    {
        Rng rng = new(1);
        double[] effects = [.. Enumerable.Range(0, Levels).Select(_ => rng.NextGaussian())];
        int[] codes = [.. Enumerable.Range(0, Rows + TestRows).Select(_ => rng.NextInt(Levels))];
        float[] x = [.. codes.Select(_ => (float)rng.NextGaussian())];
        Labels labels = Labels.OfValues([.. codes.Select((code, i) => effects[code] + x[i] + 0.5 * rng.NextGaussian())]);
        double native = Error(labels, Quick, Number(x), Category(codes, Levels));
        double without = Error(labels, Quick, Number(x));
        double squeezed = Error(labels, Quick, Number(x), Category([.. codes.Select(code => Math.Min(code, 254))], 255));
        Column[] indicators = [Number(x), .. Enumerable.Range(0, Levels).Select(level => Number([.. codes.Select(code => code == level ? 1f : 0)], $"is {level}"))];
        double oneHot = Error(labels, Quick, indicators);
        Assert.True(native <= 0.65 * without, $"{native} against {without} without the category");
        Assert.True(native <= 0.8 * squeezed, $"{native} against {squeezed} with 254 levels and a rest");
        Assert.True(native <= 0.72 * oneHot, $"{native} against {oneHot} one-hot");
        double best = Error(labels, Quick with { MinLeafRows = 3 }, indicators);
        Assert.True(native <= 0.93 * best, $"{native} against {best} one-hot with leaves small enough for one level");
    }

    [Fact]
    public void Values_missing_not_at_random_beat_their_imputation()
    {
        Rng rng = new(2);
        int all = Rows + TestRows;
        float[] score = new float[all], other = new float[all];
        double[] targets = new double[all];
        for (int i = 0; i < all; i++)
        {
            int grade = rng.NextInt(11);
            other[i] = (float)rng.NextGaussian();
            targets[i] = grade + other[i] + 0.5 * rng.NextGaussian();
            // The best and the worst do not tell.
            score[i] = (grade == 10 && rng.NextDouble() < 0.9) || rng.NextDouble() < 0.02 ? float.NaN : grade;
        }

        Labels labels = Labels.OfValues(targets);
        double native = Error(labels, Quick, Number(score, "score"), Number(other));
        float[] known = [.. score.Where(value => !float.IsNaN(value)).Order()];
        float median = known[known.Length / 2];
        double imputed = Error(labels, Quick, Number([.. score.Select(value => float.IsNaN(value) ? median : value)], "score"), Number(other));
        Assert.True(native <= 0.75 * imputed, $"{native} against {imputed} with the median");
        Assert.True(native <= 1, $"{native}");
    }

    [Fact]
    public void Pages_tell_all_frequent_levels_apart_and_rare_ones_from_them()
    {
        int[] rows = [.. Enumerable.Range(0, 700).Select(level => level % 7 == 0 ? 2 : 5 + level % 13)];
        LevelPages pages = LevelPages.For(rows, 255, 5)!;
        Assert.Equal(3, pages.Count);
        Dictionary<string, int> seen = [];
        for (int level = 0; level < rows.Length; level++)
        {
            float[] row = new float[3];
            pages.Fill(level, row);
            Assert.All(row.Select((place, page) => (place, page)), pair => Assert.InRange(pair.place, 0, pages.Levels(pair.page) - 1));
            Assert.Equal(2, row.Select((place, page) => (place, page)).Count(pair => pair.place == pages.Levels(pair.page) - 1));
            string key = string.Join(' ', row);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(rows.Count(count => count >= 5) + 1, seen.Count);
        Assert.Equal(rows.Count(count => count < 5), seen.Values.Max());
        Assert.Null(LevelPages.For([.. rows.Take(200)], 255, 5));
    }

    [Fact]
    public void A_row_is_not_told_its_own_target()
    {
        Rng rng = new(3);
        int[] codes = [.. Enumerable.Range(0, 300).Select(i => i % 20 == 0 ? -1 : rng.NextInt(12))];
        CategoricalColumn column = Category(codes, 13);
        double[] targets = [.. codes.Select(_ => rng.NextGaussian())];
        CategoryInput input = CategoryInput.Fit(column, 255, 1);
        float[] Values(double[] changed)
        {
            LevelTargets.Fit(input, column, [changed], new Rng(9), out float[][] training);
            return training[0];
        }

        float[] plain = Values(targets);
        for (int row = 0; row < 40; row++)
        {
            if (codes[row] < 0 || codes[row] == codes[row + 1])
            {
                Assert.Equal(codes[row] < 0, float.IsNaN(plain[row]));
                continue;
            }

            double[] moved = [.. targets];
            // The mean of all stays, so that only the level's own sums could tell.
            moved[row] += 50;
            moved[row + 1] -= 50;
            float[] after = Values(moved);
            Assert.True(Math.Abs(after[row] - plain[row]) <= 1e-5, $"row {row}: {plain[row]} became {after[row]}");
            Assert.True(after.Zip(plain).Any(pair => Math.Abs(pair.First - pair.Second) > 0.1), "other rows of the level are told");
        }
    }

    [Fact]
    public void Fresh_rows_get_the_smoothed_mean_of_their_level()
    {
        CategoricalColumn column = Category([0, 0, 0, 1, -1], 3);
        LevelTargets input = LevelTargets.Fit(CategoryInput.Fit(column, 255, 1), column, [[1, 2, 3, 10, 4], [0, 0, 0, 1, 0]], new Rng(1), out _);
        float[] rows = new float[8];
        input.Fill(Category([1, 0, 2, -1], 3), 0, 4, rows, 2, 0, CancellationToken.None);
        // Three rows' worth of the mean of all, 4 and 0.2.
        Assert.Equal([(10 + 12) / 4f, (1 + 0.6f) / 4, (6 + 12) / 6f, 0.1f, float.NaN, float.NaN, float.NaN, float.NaN], rows);
    }

    [Fact]
    public void Pages_survive_saving_and_levels_never_seen_are_missing()
    {
        int[] codes = [.. Enumerable.Range(0, 4000).Select(i => i % 400)];
        Labels labels = Labels.OfValues([.. codes.Select(code => (double)(code * 7919 % 13))]);
        TrainingSet train = new(BoostingSamples.Table(Category(codes, 401)), labels);
        BoostingPredictor model = BoostingSamples.Fit(train, Quick);
        using MemoryStream stream = new();
        model.Save(new BinaryWriter(stream));
        stream.Position = 0;
        IPredictor loaded = new BoostingLearner().Load(new BinaryReader(stream));
        Assert.Equal(model.Predict(train.Features).Values, loaded.Predict(train.Features).Values);
        Assert.True(Math.Sqrt(model.Predict(train.Features).Values.Zip(labels.Values).Average(pair => Math.Pow(pair.First - pair.Second, 2))) <= 1.5);
        FeatureTable fresh = BoostingSamples.Table(Category([400, -1], 401));
        double[] answers = loaded.Predict(fresh).Values;
        Assert.Equal(answers[0], answers[1]);
    }

    private static NumericColumn Number(float[] values, string name = "x") => new(name, values);

    private static CategoricalColumn Category(int[] codes, int levels) =>
        new("shop", codes, Enumerable.Range(0, levels).Select(level => $"shop {level}").ToImmutableArray());

    /// <summary>Root of the mean squared error on the last rows of a model of the first.</summary>
    private static double Error(Labels labels, BoostingOptions options, params Column[] columns)
    {
        FeatureTable features = BoostingSamples.Table(columns);
        int[] test = [.. Enumerable.Range(Rows, TestRows)];
        IPredictor model = new BoostingLearner(options).Fit(new TrainingSet(features.Head(Rows), labels.Head(Rows)), new FitContext(1));
        double[] truth = labels.Select(test).Values;
        return Math.Sqrt(model.Predict(features.Select(test)).Values.Zip(truth).Average(pair => Math.Pow(pair.First - pair.Second, 2)));
    }
}
