using System.Text.Json.Nodes;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

public class StudyPlannerTests
{
    private static readonly Study Base = new()
    {
        Name = "plan",
        Datasets = ["toss"],
        Learners = [new LearnerPlan("coin")],
        Sizes = [10, 20, 0],
        Noise = [0, 0.2, 0.4],
        NoiseRows = 20,
    };

    [Fact]
    public void Star_has_all_sizes_without_noise_and_all_noise_at_one_size() => Assert.Equal(
        [(10, 0), (20, 0), (20, 0.2), (20, 0.4), (32, 0)], StudyPlanner.Cells(Base, 32));

    [Fact]
    public void Full_grid_has_every_pair() => Assert.Equal(9, StudyPlanner.Cells(Base with { Grid = Grid.Full }, 32).Count);

    [Fact]
    public void Sizes_above_the_pool_are_left_out_and_equal_ones_merged() =>
        Assert.Equal([(10, 0), (10, 0.2), (10, 0.4)], StudyPlanner.Cells(Base, 10));

    [Fact]
    public void Keys_are_equal_when_built_separately_and_differ_in_every_part()
    {
        Contestant Coin(int milliseconds) => new("coin", new CoinLearner(new CoinOptions(Milliseconds: milliseconds)));
        string Key(Study study, string set, int replicate, double noise, Contestant contestant) => TrialPlan.MakeKey(
            study, set, replicate, new SortedDictionary<string, double>(StringComparer.Ordinal) { ["training-size"] = 10, ["n"] = noise }, contestant);
        string key = Key(Base, "a", 0, 0.1, Coin(1));
        Assert.Equal(key, Key(Base with { }, "a", 0, 0.1, Coin(1)));
        string[] others =
        [
            Key(Base with { Seed = 2 }, "a", 0, 0.1, Coin(1)),
            Key(Base with { Tune = 3 }, "a", 0, 0.1, Coin(1)),
            Key(Base with { TestRows = 3 }, "a", 0, 0.1, Coin(1)),
            Key(Base, "b", 0, 0.1, Coin(1)),
            Key(Base, "a", 1, 0.1, Coin(1)),
            Key(Base, "a", 0, 0.2, Coin(1)),
            Key(Base, "a", 0, 0.1, Coin(2)),
            Key(Base, "a", 0, 0.1, Coin(1) with { Name = "alias" }),
        ];
        Assert.DoesNotContain(key, others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Fact]
    public void Name_used_twice_is_refused()
    {
        Study study = Base with { Learners = [new LearnerPlan("coin"), new LearnerPlan("coin", new JsonObject { ["milliseconds"] = 2 })] };
        Assert.Equal("learner name 'coin' is used twice", Assert.Throws<InputException>(() => StudyPlanner.Contestants(study, CoinStudy.StandardPlugins.Learners)).What);
    }

    [Fact]
    public void Unknown_option_lists_those_that_exist()
    {
        Study study = Base with { Learners = [new LearnerPlan("coin", new JsonObject { ["colour"] = 2 })] };
        InputException error = Assert.Throws<InputException>(() => StudyPlanner.Contestants(study, CoinStudy.StandardPlugins.Learners));
        Assert.Equal("learner coin: unknown option 'colour'; use one of: mood, milliseconds", error.Message);
    }
}
