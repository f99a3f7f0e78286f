using MlCompare.Interventions;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

public class ShardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Merged_parts_are_the_bytes_of_one_run_but_for_times(int count)
    {
        using CoinStudy coins = new();
        coins.Run();
        string expected = coins.Comparable();
        for (int i = 1; i <= count; i++)
        {
            RunPart(coins, new Shard(i, count));
        }

        StudyResults merged = ShardMerge.Merge(coins.Folder);
        Assert.Equal(24, merged.Rows.Length);
        Assert.Equal(expected, coins.Comparable());
        Assert.All(ShardMerge.Progress(coins.Folder), part => Assert.True(part.IsComplete));
    }

    [Fact]
    public void Parts_hold_every_trial_once_and_are_of_like_cost()
    {
        using CoinStudy coins = new();
        BlockFactory[] factories = [new(new CoinStudy.TossSource(), coins.Study, coins.Plugins.Interventions)];
        IReadOnlyList<TrialPlan> plan = StudyPlanner.Trials(
            coins.Study, factories, StudyPlanner.Contestants(coins.Study, coins.Plugins.Learners), coins.Plugins.Interventions);
        int[][] parts = [.. Enumerable.Range(1, 3).Select(i => new Shard(i, 3).Of(coins.Study, plan, coins.Plugins.Interventions).ToArray())];
        Assert.Equal(Enumerable.Range(0, plan.Count), parts.SelectMany(part => part).Order());
        double[] rows = [.. parts.Select(part => part.Sum(position => (double)plan[position].Rows))];
        Assert.True(rows.Max() <= 1.5 * rows.Min(), string.Join(", ", rows));

        // A learner that is said to be a hundred times as dear has its trials spread out.
        int[][] dear = [.. Enumerable.Range(1, 4).Select(i => new Shard(i, 4).Of(coins.Study, plan, coins.Plugins.Interventions, trial => trial.Replicate == 0 ? 100 : 1).ToArray())];
        Assert.Equal([0, 1, 1, 1], dear.Select(part => part.Select(position => plan[position]).Where(trial => trial.Replicate == 0).Select(trial => trial.Cell).Distinct().Count()).Order());
    }

    [Fact]
    public void Trials_that_share_work_stay_together()
    {
        Study study = new() { Name = "s", Datasets = ["toss"], Learners = [new LearnerPlan("sharing")], Sizes = [20, 0], Noise = [0, 0.3], NoiseRows = 20, Replicates = 4 };
        Catalog<MlCompare.Learners.ILearner> learners = new([new SharingLearner(new SharingOptions(), new SharingLearner.Count())]);
        Catalog<IIntervention> interventions = CoinStudy.StandardPlugins.Interventions;
        IReadOnlyList<TrialPlan> plan = StudyPlanner.Trials(
            study, [new BlockFactory(new CoinStudy.TossSource(), study, interventions)], StudyPlanner.Contestants(study, learners), interventions);
        for (int i = 1; i <= 4; i++)
        {
            Assert.Single(new Shard(i, 4).Of(study, plan, interventions).Select(position => plan[position].Replicate).Distinct());
        }
    }

    [Fact]
    public void A_part_that_is_missing_or_unfinished_is_named()
    {
        using CoinStudy coins = new();
        RunPart(coins, new Shard(1, 3));
        RunPart(coins, new Shard(3, 3));
        InputException error = Assert.Throws<InputException>(() => ShardMerge.Merge(coins.Folder));
        Assert.Equal("1 of 3 parts are not finished: 2", error.What);
        Assert.Contains("--shard 2/3", error.Remedy, StringComparison.Ordinal);
        ShardProgress[] parts = [.. ShardMerge.Progress(coins.Folder)];
        Assert.Equal([true, false, true], parts.Select(part => part.IsComplete));
        Assert.Null(parts[1].Planned);

        RunPart(coins, new Shard(2, 3));
        string file = Path.Combine(coins.Folder, new Shard(2, 3).Folder, ResultStore.ResultsName);
        File.WriteAllLines(file, File.ReadAllLines(file)[..^1]);
        Assert.Equal("1 of 3 parts are not finished: 2", Assert.Throws<InputException>(() => ShardMerge.Merge(coins.Folder)).What);
        RunPart(coins, new Shard(2, 3));
        Assert.Equal(24, ShardMerge.Merge(coins.Folder).Rows.Length);
    }

    [Fact]
    public void Parts_of_another_plan_build_or_partition_are_refused()
    {
        using CoinStudy coins = new();
        Assert.Contains("no parts", Assert.Throws<InputException>(() => ShardMerge.Merge(coins.Folder)).What, StringComparison.Ordinal);
        RunPart(coins, new Shard(1, 2));
        RunPart(coins, new Shard(2, 2));
        string second = Path.Combine(coins.Folder, new Shard(2, 2).Folder);
        StudyResults part = ResultStore.Read(second);
        ResultStore.Write(second, part.Header with { Revision = "0.0.1+old" }, part.Rows);
        Assert.StartsWith("this part was run by 0.0.1+old", Assert.Throws<InputException>(() => ShardMerge.Merge(coins.Folder)).What, StringComparison.Ordinal);
        ResultStore.Write(second, part.Header with { StudyHash = "another" }, part.Rows);
        Assert.Equal("this part is of another plan", Assert.Throws<InputException>(() => ShardMerge.Merge(coins.Folder)).What);
        RunPart(coins, new Shard(1, 3));
        Assert.Equal("parts of several partitions there (of 2 and of 3)", Assert.Throws<InputException>(() => ShardMerge.Merge(coins.Folder)).What);
    }

    [Theory]
    [InlineData("1/4", true)]
    [InlineData("4/4", true)]
    [InlineData("0/4", false)]
    [InlineData("5/4", false)]
    [InlineData("2", false)]
    [InlineData("-1/4", false)]
    [InlineData("1/4/2", false)]
    [InlineData("1/20000", false)]
    public void Parts_are_read_or_refused(string text, bool sound)
    {
        if (sound)
        {
            Assert.Equal(4, Shard.Parse(text, "--shard").Count);
        }
        else
        {
            Assert.Equal("--shard", Assert.Throws<InputException>(() => Shard.Parse(text, "--shard")).Where);
        }
    }

    private static StudyResults RunPart(CoinStudy coins, Shard shard) =>
        new StudyRunner(coins.Study, [new CoinStudy.TossSource()], coins.Plugins).Run(Path.Combine(coins.Folder, shard.Folder), 2, new NoProgress(), default, shard: shard);
}
