using MlCompare.BenchWhy;
using Xunit.Abstractions;

namespace MlCompare.Tests.BenchWhy;

/// <summary>How strong a relation must be for the plan to see it in 22 tables.</summary>
public class PowerTests(ITestOutputHelper output)
{
    private const int Tables = 22, Width = 8, Draws = 100, Permutations = 199;

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(1.0, 0.65, 0.9)]
    [InlineData(0.9, 0.3, 0.55)]
    [InlineData(0.7, 0.04, 0.22)]
    [InlineData(0.0, 0, 0.05)]
    public void A_relation_with_one_property_is_confirmed(double correlation, double least, double most)
    {
        int confirmed = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            Rng rng = new(Seeds.From(1, "power", draw));
            double?[][] predictors = [.. Enumerable.Range(0, Tables).Select(_ => Enumerable.Range(0, Width).Select(_ => (double?)rng.NextGaussian()).ToArray())];
            int[] signs = [.. predictors.Select(row => Math.Sign(correlation * row[0]!.Value + Math.Sqrt(1 - correlation * correlation) * rng.NextGaussian()))];
            confirmed += SignPrediction.Of(predictors, signs, Permutations, rng).Confirmed ? 1 : 0;
        }

        output.WriteLine(FormattableString.Invariant($"correlation {correlation}: confirmed in {confirmed} of {Draws}"));
        Assert.InRange(confirmed / (double)Draws, least, most);
    }
}
