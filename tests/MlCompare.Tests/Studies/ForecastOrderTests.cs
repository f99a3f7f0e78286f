using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Studies;

/// <summary>A forecast stands in the folder of the study before what it forecasts is fitted.</summary>
public class ForecastOrderTests
{
    private const int Few = 20, Many = 32, Replicates = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Forecasts_are_stored_before_more_rows_are_fitted(int workers)
    {
        (int[] early, StudyResults results) = Run(new SharingOptions(Forecasts: true), workers);
        Assert.Empty(early);
        Assert.Equal(results.Header.Planned, results.Rows.Length);
        Assert.All(results.Rows, row => Assert.Equal(Outcome.Completed, row.Outcome));
        Assert.All(results.Rows, row => Assert.Equal(2 * row.TrainRows, row.Forecast!.Single().Rows));
    }

    /// <summary>The broken twin: a learner that keeps its forecasts a secret is treated as any other, and shares all sizes at once.</summary>
    [Fact]
    public void Without_a_word_from_the_learner_the_largest_size_comes_first()
    {
        (int[] early, StudyResults results) = Run(new SharingOptions(Forecasts: true, Admits: false), 1);
        Assert.Equal(Enumerable.Range(0, Replicates), early.Distinct().Order());
        Assert.Equal(results.Header.Planned, results.Rows.Length);
    }

    /// <summary>Replicates whose many rows were fitted when no forecast of few rows was in the folder.</summary>
    private static (int[] Early, StudyResults Results) Run(SharingOptions options, int workers)
    {
        ConcurrentBag<int> early = [];
        CoinStudy? study = null;
        SharingLearner.Count count = new()
        {
            Fitting = (rows, seed) =>
            {
                int replicate = Enumerable.Range(0, Replicates).Single(r => Seeds.From(study!.Study.Seed, "toss", "replicate", r, "fit") == seed);
                if (rows == Many && !Stored(study!).Any(row => (int?)row["replicate"] == replicate && (int?)row["trainRows"] == Few && row["forecast"] is not null))
                {
                    early.Add(replicate);
                }
            },
        };
        using CoinStudy coins = study = new()
        {
            Study = new()
            {
                Name = "coins", Datasets = ["toss"], Learners = [new LearnerPlan("coin"), new LearnerPlan("sharing")],
                Sizes = [Few, 0], Noise = [0, 0.3], NoiseRows = Few, Replicates = Replicates,
            },
            Plugins = new(
                new Catalog<ILearner>([new CoinLearner(), new SharingLearner(options, count)]),
                Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly),
                new MeasureSet()),
        };
        StudyResults results = coins.Run(workers);
        return ([.. early], results with { Rows = [.. results.Rows.Where(row => row.Learner == "sharing")], Header = results.Header with { Planned = results.Header.Planned / 2 } });
    }

    private static IEnumerable<JsonObject> Stored(CoinStudy study)
    {
        foreach (string path in ((string[])[study.Results, study.Pending]).Where(File.Exists))
        {
            string text;
            try
            {
                using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
                text = reader.ReadToEnd();
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            // Another worker may be in the middle of its last line.
            foreach (string line in text.Split('\n').SkipLast(1).Where(line => line.StartsWith('{')))
            {
                yield return JsonNode.Parse(line)!.AsObject();
            }
        }
    }
}
