using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

public class TrialCostsTests
{
    private static readonly TrialCosts Costs = new(
    [
        new TrialCost("a", "kernel", 100, 1), new TrialCost("a", "kernel", 1000, 100), new TrialCost("a", "linear", 100, 0.5), new TrialCost("b", "kernel", 100, 3),
    ]);

    [Theory]
    [InlineData("a", "kernel", 100, 1)]
    [InlineData("a", "kernel", 1000, 100)]
    [InlineData("a", "kernel", 316.227766, 10)]
    [InlineData("a", "kernel", 10_000, 10_000)]
    [InlineData("a", "kernel", 10, 0.01)]
    [InlineData("a", "linear", 200, 1)]
    [InlineData("c", "linear", 200, 1)]
    [InlineData("c", "kernel", 100, 2)]
    [InlineData("a", "new", 100, 0.75)]
    public void Time_follows_the_power_law_of_what_was_measured(string set, string learner, double rows, double seconds)
    {
        double found = Costs.Seconds(set, learner, (int)rows);
        Assert.True(Math.Abs(found - seconds) <= 0.01 * seconds, $"{found}");
    }

    [Fact]
    public void File_gives_back_what_was_written_and_garbage_is_one_line()
    {
        using TempFolder folder = new("costs");
        string path = Path.Combine(folder.Path, TrialCosts.FileName);
        Costs.Write(path);
        Assert.Equal(Costs.Measured, TrialCosts.Read(path).Measured);
        Assert.Equal("this is no file of costs", Assert.Throws<InputException>(() => TrialCosts.Read(folder.Write("bad.json", "{ oops"))).What);
        Assert.Equal("this is no file of costs", Assert.Throws<InputException>(() => TrialCosts.Read(Path.Combine(folder.Path, "absent.json"))).What);
    }
}
