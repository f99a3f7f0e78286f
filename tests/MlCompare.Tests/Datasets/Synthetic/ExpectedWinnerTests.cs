using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Datasets.Synthetic;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Tests.Datasets.Synthetic;

/// <summary>
/// Who should win where, from theory: by more than three points of excess risk in the mean of three draws, for each of two rules of the same kind.
/// </summary>
[Trait("Category", "Slow")]
public class ExpectedWinnerTests
{
    private const double Margin = 0.03;
    private const int Draws = 3, TestRows = 2000;

    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(BoostingLearner).Assembly);

    private static readonly SyntheticDataset[] Sets =
        [.. Catalog.Scan<IDatasetSource>(typeof(SyntheticDataset).Assembly).All.OfType<SyntheticDataset>()];

    public static TheoryData<string, int, string, string, ulong> Cases()
    {
        TheoryData<string, int, string, string, ulong> cases = [];
        (string Set, int Rows, string Winner, string Loser)[] expected =
        [
            ("axis-boxes", 2000, "boosting", "mlp"),
            ("axis-boxes", 2000, "boosting", "kernel-ridge"),
            ("rotated-boxes", 4000, "mlp", "boosting"),
            ("smooth-waves", 1000, "kernel-ridge", "boosting"),
            ("single-index", 4000, "mlp", "boosting"),
            ("multi-index", 4000, "mlp", "boosting"),
            ("multi-index", 4000, "mlp", "kernel-ridge"),
            ("staircase", 2000, "boosting", "kernel-ridge"),
            ("translated-patterns", 500, "conv", "kernel-ridge"),
            ("translated-patterns", 500, "conv", "boosting"),
        ];
        foreach ((string set, int rows, string winner, string loser) in expected)
        {
            foreach (ulong task in new[] { SyntheticDataset.StandardTask, 4UL })
            {
                cases.Add(set, rows, winner, loser, task);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Wins_by_more_than_the_margin(string set, int rows, string winner, string loser, ulong task)
    {
        double lead = Excess(set, task, rows, loser) - Excess(set, task, rows, winner);
        Assert.True(lead > Margin, $"{winner} leads {loser} by {lead:0.000}");
    }

    [Theory]
    [InlineData("boosting", SyntheticDataset.StandardTask)]
    [InlineData("boosting", 4UL)]
    [InlineData("kernel-ridge", SyntheticDataset.StandardTask)]
    [InlineData("kernel-ridge", 4UL)]
    [InlineData("mlp", SyntheticDataset.StandardTask)]
    [InlineData("mlp", 4UL)]
    public void Nothing_beats_a_linear_model_where_it_is_right(string flexible, ulong task)
    {
        double lead = Excess("linear-logistic", task, 1000, "linear") - Excess("linear-logistic", task, 1000, flexible);
        Assert.True(lead <= 0, $"{flexible} leads by {lead:0.000}");
    }

    /// <summary>Mean over the draws.</summary>
    private static double Excess(string set, ulong task, int rows, string learner)
    {
        SyntheticDataset source = (SyntheticDataset)Activator.CreateInstance(Sets.Single(one => one.Id == set).GetType())!;
        typeof(SyntheticDataset).GetProperty(nameof(SyntheticDataset.TaskSeed))!.SetValue(source, task);
        return Enumerable.Range(1, Draws).Average(seed =>
        {
            Dataset data = source.Load((ulong)seed);
            int[] train = [.. Enumerable.Range(0, rows)], test = data.OfficialTestRows[..TestRows];
            IPredictor model = Learners.Get(learner).Fit(new TrainingSet(data.Features.Select(train), data.Labels.Select(train)), new FitContext((ulong)seed));
            return new ExcessRisk().Compute(new Evidence(model.Predict(data.Features.Select(test)), data.Labels.Select(test), data.Truth!.Select(test)))!.Value;
        });
    }
}
