using System.Globalization;
using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Reports;

/// <summary>Studies that nobody hopes for, and large ones: the page keeps its promises.</summary>
public sealed class HardPageTests
{
    private const string Script = "<script>alert(1)</script>", RightToLeft = "\u202Bבדיקה\u202C عربي";

    public static TheoryData<string> Names => [.. Studies.Keys];

    private static Dictionary<string, Func<StudyResults>> Studies { get; } = new()
    {
        ["every trial failed"] = () => GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row with { Outcome = Outcome.Failed, Reason = Script, Metrics = [], Confidence = null, Importance = null })],
        },
        ["one row"] = () => GoldenStudy.Results with { Rows = [.. GoldenStudy.Results.Rows.Take(1)] },
        ["every metric is not a number"] = () => GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row with { Metrics = new(row.Metrics.ToDictionary(m => m.Key, _ => double.NaN)) })],
        },
        ["parts of the test rows are empty or not a number"] = () => GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row with
            {
                Slices = row.Slices is not { } slices ? null : [.. slices.Select((slice, i) => (i % 3) switch
                {
                    0 => slice with { Rows = 0 },
                    1 => slice with { Loss = double.NaN, Variance = double.NaN, From = double.NaN },
                    _ => slice with { Loss = 0, Variance = 0, To = double.PositiveInfinity },
                })],
            })],
        },
        ["metrics are infinite"] = () => GoldenStudy.Results with
        {
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row with { Metrics = new(row.Metrics.ToDictionary(m => m.Key, _ => double.PositiveInfinity)) })],
        },
        ["odd names"] = () => GoldenStudy.Results with
        {
            Header = GoldenStudy.Header with
            {
                Datasets = [.. GoldenStudy.Header.Datasets.Select((set, i) => set with { Title = i == 0 ? Script : RightToLeft, Classes = set.Classes.Length == 0 ? [] : [Script, RightToLeft] })],
                Learners = [.. GoldenStudy.Header.Learners.Select((one, i) => one with { Title = i % 2 == 0 ? new string('W', 200) + i : RightToLeft + i })],
            },
            Rows = [.. GoldenStudy.Results.Rows.Select(row => row with
            {
                Slices = row.Slices is not { } slices ? null : [.. slices.Select(slice => slice.By switch
                {
                    "age" => slice with { By = Script },
                    "job" => slice with { By = RightToLeft, Part = slice.Part == "clerk" ? new string('W', 200) : slice.Part },
                    _ => slice with { Part = slice.Part + Script },
                })],
            })],
        },
        ["forty learners"] = () => Large(40, 4, 5),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Keeps_its_promises(string study)
    {
        string page = ReportWriter.Render(Studies[study]());
        Assert.All(PageContract.Checks, check => Assert.Null(check.Run(page)));
        Assert.DoesNotContain(Script, page, StringComparison.Ordinal);
        Assert.True(page.Length < 5_000_000);
    }

#pragma warning disable RS0030 // The culture is what is under test.
    [Theory]
    [InlineData("de-DE", "Pacific/Auckland")]
    [InlineData("ar-SA", "America/New_York")]
    [InlineData("tr-TR", "UTC")]
    public void The_same_bytes_in_every_culture_and_time_zone(string culture, string zone)
    {
        // The runner may be built without cultures; then there is only the invariant one, which is the promise itself.
        CultureInfo before = CultureInfo.CurrentCulture;
        string? zoneBefore = Environment.GetEnvironmentVariable("TZ");
        string expected = PageContractTests.Page("whole");
        try
        {
            CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = culture == "ar-SA" ? "\u066B" : ",";
            odd.NumberFormat.NegativeSign = "~";
            odd.NumberFormat.NumberGroupSeparator = ".";
            odd.DateTimeFormat.ShortDatePattern = "d.M.yyyy";
            CultureInfo.CurrentCulture = odd;
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(expected, ReportWriter.Render(GoldenStudy.Results));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            Environment.SetEnvironmentVariable("TZ", zoneBefore);
            TimeZoneInfo.ClearCachedData();
        }
    }
#pragma warning restore RS0030

    /// <summary>The golden classification set again and again, learners with ever new names.</summary>
    internal static StudyResults Large(int learners, int datasets, int replicates)
    {
        DatasetSummary set = GoldenStudy.Header.Datasets[0];
        DatasetSummary[] sets = [.. Enumerable.Range(0, datasets).Select(d => set with { Id = $"loans-{d}", Title = $"Loans {d}" })];
        LearnerSummary[] named = [.. Enumerable.Range(0, learners).Select(l => GoldenStudy.Header.Learners[1 + l % 4] with { Name = $"learner-{l}", Id = $"learner-{l}", Title = $"Learner {l}" })];
        ILookup<string, TrialRow> rows = GoldenStudy.Results.Rows.Where(row => row.Dataset == set.Id && !GoldenStudy.Results.ChangesStructure(row)).ToLookup(row => row.Learner);
        Rng rng = new(17);
        TrialRow[] all =
        [
            .. from one in sets
               from learner in named
               from replicate in Enumerable.Range(0, replicates)
               from row in rows[GoldenStudy.Header.Learners[1 + int.Parse(learner.Name.AsSpan(8), CultureInfo.InvariantCulture) % 4].Name]
               where row.Replicate == 0
               let luck = 1 + 0.03 * rng.NextGaussian()
               select row with
               {
                   Key = $"{one.Id}/{learner.Name}/{replicate}/{row.Key}", Dataset = one.Id, Learner = learner.Name, Replicate = replicate,
                   Metrics = new(row.Metrics.ToDictionary(m => m.Key, m => m.Value * luck), StringComparer.Ordinal),
               },
        ];
        return new StudyResults(
            GoldenStudy.Plan with { Datasets = [.. sets.Select(s => s.Id)], Learners = [.. named.Select(l => new LearnerPlan(l.Name))], Replicates = replicates, Structure = [], Contrasts = [new("learner-0", "learner-1", "error", 0.01, "largest")] },
            GoldenStudy.Header with { Datasets = [.. sets], Learners = [.. named], Planned = all.Length },
            [.. all]);
    }
}
