using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Measures;

namespace MlCompare.Tests.Measures;

public sealed class SliceLossTests
{
    [Fact]
    public void Parts_of_each_column_hold_every_row_once_and_their_losses_add_up()
    {
        Rng rng = new(3);
        const int Rows = 500;
        float[] ages = [.. Enumerable.Range(0, Rows).Select(i => i % 50 == 0 ? float.NaN : (float)rng.NextInt(80))];
        int[] jobs = [.. Enumerable.Range(0, Rows).Select(_ => rng.NextInt(9) - 1)];
        FeatureTable features = new(Modality.Tabular,
        [
            new NumericColumn("age", ages), new NumericColumn("owner", [.. Enumerable.Range(0, Rows).Select(i => (float)(i % 2))]),
            new CategoricalColumn("job", jobs, ["a", "b", "c", "d", "e", "f", "g", "h"]), new TextColumn("note", [.. Enumerable.Range(0, Rows).Select(i => i % 7 == 0 ? null : new string('x', i % 90))]),
        ]);
        int[] truth = [.. Enumerable.Range(0, Rows).Select(_ => rng.NextInt(2))];
        bool[] wrong = [.. Enumerable.Range(0, Rows).Select(_ => rng.NextDouble() < 0.3)];
        Prediction prediction = new([.. truth.SelectMany((c, i) => (c == 1) != wrong[i] ? new[] { 0.2, 0.8 } : [0.8, 0.2])], 2);
        Labels labels = Labels.OfClasses(truth, ["no", "yes"]);
        ImmutableArray<SliceLoss> slices = SliceLoss.Of(prediction, features, features, labels, labels);
        Assert.Equal([SliceLoss.Class, "age", "owner", "job", "note, length", SliceLoss.Training], slices.Select(slice => slice.By).Distinct());
        foreach (var by in slices.GroupBy(slice => slice.By))
        {
            Assert.Equal(Rows, by.Sum(slice => slice.Rows));
            double errors = by.Sum(slice => slice.Rows * slice.Loss);
            Assert.True(Math.Abs(errors - wrong.Count(one => one)) <= 1e-3, $"{by.Key}: {errors}");
            Assert.Equal(by.Count(), by.Select(slice => slice.Part).Distinct().Count());
        }

        SliceLoss top = slices.Single(slice => slice is { By: "age", Part: "highest quarter" });
        Assert.Equal(ages.Count(age => age > top.From), top.Rows);
        Assert.Equal(jobs.Count(job => job < 0), slices.Single(slice => slice is { By: "job", Part: "(missing)" }).Rows);
        Assert.Equal(["0", "1"], slices.Where(slice => slice.By == "owner").Select(slice => slice.Part));
    }

    [Fact]
    public void Squared_errors_come_with_their_variance_and_quarters_end_where_those_of_the_training_rows_do()
    {
        double[] targets = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        FeatureTable features = new(Modality.Image, [new ImageColumn("image", [.. targets.Select(t => new[] { (float)t, (float)t })], 1, 2, 1)]);
        Prediction prediction = new([.. targets.Select(t => t + (t > 7 ? t - 6 : 1))], 1);
        Labels labels = Labels.OfValues(targets);
        ImmutableArray<SliceLoss> slices = SliceLoss.Of(prediction, features, features, labels, labels);
        SliceLoss top = slices.Single(slice => slice is { By: SliceLoss.Target, Part: "highest quarter" });
        Assert.Equal((7.0, null, 2, 6.5, 6.25), (top.From!.Value, top.To, top.Rows, top.Loss, top.Variance!.Value));
        Assert.Contains(slices, slice => slice is { By: "image, mean of the pixels", Part: "lowest quarter", Rows: 3, Loss: 1 });
    }

    [Fact]
    public void Rows_that_training_has_too_are_a_part_where_there_are_any()
    {
        FeatureTable train = new(Modality.Text, [new TextColumn("text", ["a", "b", "c"])]), test = new(Modality.Text, [new TextColumn("text", ["b", "x", "c", "y", "z"])]);
        Labels before = Labels.OfValues([0, 0, 0]), labels = Labels.OfValues([0, 0, 0, 0, 0]);
        Prediction prediction = new([0, 1, 1, 2, 3], 1);
        SliceLoss[] parts = [.. SliceLoss.Of(prediction, train, test, before, labels).Where(slice => slice.By == SliceLoss.Training)];
        Assert.Equal([(SliceLoss.Met, 2, 0.5), (SliceLoss.Unmet, 3, 4.66667)], parts.Select(part => (part.Part, part.Rows, part.Loss)));
        FeatureTable others = new(Modality.Text, [new TextColumn("text", ["k", "l", "m"])]);
        Assert.DoesNotContain(SliceLoss.Of(prediction, others, test, before, labels), slice => slice.By == SliceLoss.Training);
    }
}
