using System.Diagnostics;
using MlCompare.Studies;
using MlCompare.Tests.Support;
using Xunit.Abstractions;

namespace MlCompare.Tests.Studies;

public class ManyTrialsTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Category", "Slow")]
    public void Ten_thousand_trials_cost_little_each_and_are_resumed_at_once()
    {
        using CoinStudy coins = new()
        {
            Study = new Study { Name = "many coins", Datasets = ["toss"], Learners = [new LearnerPlan("coin")], Sizes = [20], Noise = [0, 0.3], NoiseRows = 20, Replicates = 5000 },
        };
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        StudyResults results = coins.Run();
        double all = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        TimeSpan after = Environment.CpuUsage.TotalTime;
        Assert.Equal(10_000, results.Rows.Length);
        start = Stopwatch.GetTimestamp();
        Assert.Equal(10_000, coins.Run().Rows.Length);
        double again = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        TimeSpan end = Environment.CpuUsage.TotalTime;
        output.WriteLine(FormattableString.Invariant(
            $"{all / 10_000:0.000} ms a trial ({(after - cpu).TotalMilliseconds / 10_000:0.000} of CPU); {again:0} ms to find that all is done ({(end - after).TotalMilliseconds:0} of CPU)"));

        // Ten times what a quiet machine takes.
        Assert.True(all / 10_000 < 20, $"{all / 10_000} ms a trial");
        Assert.True(again < 20_000, $"{again} ms");
    }
}
