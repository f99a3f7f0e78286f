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
            Key(Base, "a", 0, 0.1, Coin(1) with { Draws = 3 }),
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

    [Fact]
    public void Structure_is_tried_without_noise_at_the_largest_size_that_is_not_above_its_rows_where_it_fits_the_data()
    {
        Study study = Base with
        {
            Replicates = 1,
            Structure = [new StructurePlan("rotated-columns", [0.5, 1]), new StructurePlan("permuted-pixels", [1])],
            StructureRows = 15,
        };
        Catalog<MlCompare.Interventions.IIntervention> interventions = CoinStudy.StandardPlugins.Interventions;
        IReadOnlyList<TrialPlan> trials = StudyPlanner.Trials(
            study, [new BlockFactory(new CoinStudy.TossSource(), study, interventions)], StudyPlanner.Contestants(study, CoinStudy.StandardPlugins.Learners), interventions);
        TrialPlan[] changed = [.. trials.Where(trial => trial.Conditions.Count > 2)];
        Assert.Equal([0.5, 1], changed.Select(trial => trial.Conditions["rotated-columns"]));
        Assert.All(changed, trial => Assert.Equal((10, 0, false), (trial.Rows, trial.Conditions["label-noise-symmetric"], trial.Explain)));
        Assert.Equal(trials.Count, trials.Select(trial => trial.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("label-noise-symmetric", 0.1, "'label-noise-symmetric' is no intervention on the structure of these data")]
    [InlineData("permuted-pixels", 1.0, "'permuted-pixels' is no intervention on the structure of these data")]
    [InlineData("rotated-columns", 1.5, "level 1.5 of 'rotated-columns' is above 1, the most that it can mean")]
    public void Structure_that_cannot_be_is_refused(string id, double level, string what)
    {
        Study study = Base with { Structure = [new StructurePlan(id, [level])] };
        Assert.Equal(what, Assert.Throws<InputException>(() =>
            StudyValidation.CheckStructure(study, [new CoinStudy.TossSource()], CoinStudy.StandardPlugins.Interventions)).What);
    }

    [Fact]
    public void Level_0_of_structure_is_refused_because_it_is_there_anyway() => Assert.Contains("must ascend from above 0", Assert.Throws<InputException>(() =>
        StudyValidation.Check(Base with { Structure = [new StructurePlan("rotated-columns", [0, 1])] })).What, StringComparison.Ordinal);
}
