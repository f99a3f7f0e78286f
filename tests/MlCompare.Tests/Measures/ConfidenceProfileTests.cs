using MlCompare.Learners;
using MlCompare.Measures;

namespace MlCompare.Tests.Measures;

public sealed class ConfidenceProfileTests
{
    [Fact]
    public void Counts_by_tenth_of_confidence()
    {
        ConfidenceProfile profile = ConfidenceProfile.Of(Binary(0.95, 0.97, 0.55, 0.05, 1), [1, 0, 1, 0, 1])!;
        Assert.Equal([0, 0, 0, 0, 0, 1, 0, 0, 0, 4], profile.Rows.AsEnumerable());
        Assert.Equal([0, 0, 0, 0, 0, 1, 0, 0, 0, 3], profile.Right.AsEnumerable());
        Assert.Equal(0.55, profile.Said[5]);
        Assert.True(Math.Abs(profile.Said[9] - (0.95 + 0.97 + 0.95 + 1) / 4) <= 1e-4);
        Assert.Equal((0.2, null, null), (profile.Silent, profile.Coverage, profile.SetSize));
        Assert.Null(ConfidenceProfile.Of(new Prediction([1, 2], 1), [0, 0]));
    }

    [Fact]
    public void Risk_falls_with_coverage_where_confidence_knows_and_stays_where_it_does_not()
    {
        Rng rng = new(3);
        double[] p = [.. Enumerable.Range(0, 4000).Select(_ => rng.NextDouble())];
        int[] labels = [.. p.Select(value => rng.NextDouble() < value ? 1 : 0)];
        double[] knowing = [.. ConfidenceProfile.Of(Binary(p), labels)!.Risk];
        Assert.All(knowing.Skip(1).Zip(knowing), pair => Assert.True(pair.First >= pair.Second - 0.01));
        Assert.InRange(knowing[0], 0, 0.06);
        Assert.InRange(knowing[9], 0.23, 0.27);
        double[] tied = [.. ConfidenceProfile.Of(Binary([.. p.Select(_ => 0.7)]), labels)!.Risk];
        Assert.All(tied, risk => Assert.True(Math.Abs(risk - tied[9]) <= 1e-4));
    }

    [Fact]
    public void Conformal_sets_cover_what_they_promise_whatever_the_probabilities()
    {
        Rng rng = new(4);
        double[] p = [.. Enumerable.Range(0, 20000).Select(_ => rng.NextDouble())];
        int[] labels = [.. p.Select(value => rng.NextDouble() < value ? 1 : 0)];
        // The second model is far too sure of itself.
        ConfidenceProfile honest = ConfidenceProfile.Of(Binary(p), labels)!, boastful = ConfidenceProfile.Of(Binary([.. p.Select(v => v < 0.5 ? v * v * v : 1 - Math.Pow(1 - v, 3))]), labels)!;
        Assert.InRange(honest.Coverage!.Value, 0.89, 0.91);
        Assert.InRange(boastful.Coverage!.Value, 0.89, 0.91);
        Assert.InRange(honest.SetSize!.Value, 1, 1.6);
        Assert.True(boastful.Silent > 2 * honest.Silent);
    }

    private static Prediction Binary(params double[] second) => new([.. second.SelectMany(p => new[] { 1 - p, p })], 2);
}
