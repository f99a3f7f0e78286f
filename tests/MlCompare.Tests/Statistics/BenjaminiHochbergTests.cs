using MlCompare.Statistics;

namespace MlCompare.Tests.Statistics;

public class BenjaminiHochbergTests
{
    /// <summary>The example of Benjamini and Hochberg (1995): of fifteen p-values four are findings at 5 %.</summary>
    [Fact]
    public void Their_example_has_four_findings()
    {
        double[] values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000];
        double[] adjusted = BenjaminiHochberg.Adjust(values);
        Assert.Equal(4, adjusted.Count(value => value <= 0.05));
        Assert.Equal(0.0095 * 15 / 4, adjusted[3], 12);
        Assert.Equal(1, adjusted[^1], 12);
    }

    [Fact]
    public void Order_does_not_matter_and_adjusted_values_never_cross()
    {
        Assert.Equal([0.03, 0.04, 0.04], BenjaminiHochberg.Adjust([0.01, 0.04, 0.03]).Select(value => Math.Round(value, 12)));
        Assert.Empty(BenjaminiHochberg.Adjust([]));
    }

    /// <summary>Among independent tests without any effect, a finding comes up in at most 5 % of families.</summary>
    [Fact]
    public void Families_without_an_effect_have_few_findings()
    {
        Rng rng = new(7);
        const int Families = 2000;
        int found = Enumerable.Range(0, Families).Count(_ => BenjaminiHochberg.Adjust([.. Enumerable.Range(0, 16).Select(_ => rng.NextDouble())]).Any(value => value <= 0.05));
        Assert.InRange(found, 60, 140);
    }
}
