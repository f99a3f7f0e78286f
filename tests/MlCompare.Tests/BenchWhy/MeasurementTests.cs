using MlCompare.BenchWhy;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Measures;
using MlCompare.Statistics;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.BenchWhy;

public class MeasurementTests
{
    private static readonly Plugins Standard = new(
        Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly), Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), new MeasureSet());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gaps_and_costs_are_those_of_a_study(bool numbers)
    {
        PlantedTable source = new(numbers);
        string measure = numbers ? "rmse" : "error";
        TableRecord record = new Measurement(Standard.Learners).Of(source);
        Assert.Empty(record.Missing);

        Study gaps = Frame(["boosting", "mlp", "kernel-ridge"], 2000) with { Replicates = 5 };
        foreach (IGrouping<string, TrialRow> learner in Run(gaps, source).Rows.GroupBy(row => row.Learner))
        {
            Close([.. learner.OrderBy(row => row.Replicate).Select(row => row.Metrics[measure])], record.Errors[learner.Key]);
        }

        Study why = Frame(["constant", "boosting", "kernel-ridge"], 500) with
        {
            Replicates = 1, Seed = 103, Structure = [new StructurePlan("rotated-columns", [1]), new StructurePlan("uninformative-columns", [1])],
        };
        StudyResults results = Run(why, source);
        DrawRecord draw = record.Draws.Single(one => one.Seed == 103);
        double Of(string learner, string? change) => results.Rows.Single(row => row.Learner == learner
            && row.Conditions.ContainsKey("rotated-columns") == (change == "rotated-columns")
            && row.Conditions.ContainsKey("uninformative-columns") == (change == "uninformative-columns")).Metrics[measure];
        Close(
            [Of("constant", null), Of("boosting", null), Of("boosting", "rotated-columns"), Of("kernel-ridge", null), Of("kernel-ridge", "uninformative-columns")],
            [draw.Constant, draw.Boosting, draw.Rotated, draw.Kernel, draw.Widened]);

        // The cost is what the report calls the share of the lead that is lost.
        Sensitivity turned = StructureAnalysis.Of(results).Single().Sensitivities.Single(one => one.Learner == "boosting" && one.Intervention == "rotated-columns");
        double? cost = Predictors.Of(record with { Draws = [draw, draw] })[0];
        Assert.Equal(turned.Loss!.Mean, cost!.Value, 9);
    }

    [Fact]
    public void The_record_keeps_what_is_whole()
    {
        using TempFolder folder = new("record");
        RecordFile file = new(Path.Combine(folder.Path, "below", "record.jsonl"));
        TableRecord one = SyntheticTables.Of("one", 0.1, -0.1, 0.5);
        Assert.Empty(file.Read());
        file.Append(one);
        File.AppendAllText(file.Path, "{\"id\":\"torn\",\"mod");
        Assert.Equal(["one"], file.Read().Keys);
        file.Append(one with { Id = "two" });
        Assert.Equal(["one", "two"], file.Read().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(one.Errors["mlp"], file.Read()["one"].Errors["mlp"]);
        Assert.Equal(one.Draws, file.Read()["two"].Draws);

        File.WriteAllText(file.Path, "{\"id\":7}\n");
        Assert.Contains("line 1", Assert.Throws<InputException>(() => file.Read()).Message, StringComparison.Ordinal);
    }

    private static Study Frame(string[] learners, int rows) => new()
    {
        Name = "planted", Datasets = ["planted"], Learners = [.. learners.Select(id => new LearnerPlan(id))], Sizes = [rows], Noise = [0], StructureRows = rows,
    };

    private static StudyResults Run(Study study, PlantedTable source)
    {
        using TempFolder folder = new("why");
        return new StudyRunner(study, [source], Standard).Run(folder.Path, 1, new NoProgress(), CancellationToken.None);
    }

    private static void Close(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-6 * Math.Abs(pair.First), $"{pair.First} and {pair.Second}"));
    }
}
