using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using MlCompare.Statistics;
using MlCompare.Statistics.Laws;
using MlCompare.Studies;
using MlCompare.Tables;
using MlCompare.Tests.Golden;
using MlCompare.Tests.Statistics;
using MlCompare.Theory;

namespace MlCompare.Tests.Tables;

public sealed class TableFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Csv_and_json_hold_the_same_rows_of_every_table()
    {
        StudyResults results = WithTwins(GoldenStudy.Results);
        IReadOnlyList<string> files = TableFiles.Write(results, folder.FullName);
        Assert.Equal(["answers", "bencheval", "confidence", "crossovers", "curves", "forecasts", "importance", "label-exchange", "laws", "noise-fate", "overtakings", "pairs", "ranks", "slices", "structure", "trials", "verdicts"], TableFiles.All.Select(table => table.Id));
        Assert.Equal(2 * TableFiles.All.Count, files.Count);
        foreach (IResultTable table in TableFiles.All)
        {
            string path = Path.Combine(folder.FullName, TableFiles.Folder, table.Id);
            Dictionary<string, string>[] csv = [.. ReadCsv(path + ".csv")];
            JsonElement[] json = [.. JsonDocument.Parse(File.ReadAllBytes(path + ".json")).RootElement.EnumerateArray()];
            Assert.NotEmpty(csv);
            Assert.Equal(csv.Length, json.Length);
            foreach ((Dictionary<string, string> line, JsonElement element) in csv.Zip(json))
            {
                Assert.Equal(line.Keys, element.EnumerateObject().Select(property => property.Name));
                Assert.All(element.EnumerateObject(), property => Assert.Equal(Text(property.Value), line[property.Name]));
            }
        }
    }

    [Fact]
    public void Trials_have_a_line_each_with_their_measures()
    {
        StudyResults results = GoldenStudy.Of("loans");
        TableFiles.Write(results, folder.FullName);
        Dictionary<string, string>[] lines = [.. ReadCsv(Path.Combine(folder.FullName, "tables", "trials.csv"))];
        Assert.Equal(results.Rows.Select(row => row.Key), lines.Select(line => line["key"]));
        TrialRow completed = results.Rows.First(row => row.Outcome == Outcome.Completed);
        Dictionary<string, string> first = lines.First(line => line["key"] == completed.Key);
        Assert.Equal(completed.Metrics["error"], double.Parse(first["error"], CultureInfo.InvariantCulture));
        Assert.Equal(completed.Conditions["training-size"], double.Parse(first["training-size"], CultureInfo.InvariantCulture));
        Assert.All(results.Rows.Zip(lines).Where(pair => pair.First.Outcome != Outcome.Completed), pair => Assert.Equal("", pair.Second["error"]));
    }

    [Fact]
    public void Bencheval_gets_one_row_a_method_task_and_seed()
    {
        StudyResults results = GoldenStudy.Results;
        BenchevalTable table = new();
        Assert.Equal(["method", "task", "seed", "metric_error", "time_train_s", "time_infer_s"], table.Columns(results).Take(6));
        object?[][] rows = [.. table.Rows(new Analyses(results))];
        Assert.Equal(rows.Length, rows.Select(row => (row[0], row[1], row[2])).Distinct().Count());
        Assert.Equal(["houses", "loans"], rows.Select(row => (string)row[1]!).Distinct().Order());
        Assert.All(rows, row => Assert.True((double)row[3]! > 0 && (double)row[5]! > 0));
    }

    [Fact]
    public void Forecasts_reach_four_times_the_rows_and_say_why_not()
    {
        StudyResults results = GoldenStudy.Results;
        IReadOnlyList<CurveForecast> forecasts = ForecastAnalysis.Of(results);
        object?[][] rows = [.. new ForecastsTable().Rows(new Analyses(results))];
        Assert.All(forecasts.Where(one => one.Fourfold is not null), one => Assert.Contains(rows, row =>
            (string)row[0]! == one.Dataset && (string)row[1]! == one.Learner && (double)row[5]! == one.Fourfold!.Rows && (double)row[6]! == one.Fourfold.Median));
        StudyResults brief = new ResultsForTests().Dataset("d").Learner("a").Add("d", "a", 100, 0, "error", 0.1, 0.2).Build();
        object?[] refused = Assert.Single(new ForecastsTable().Rows(new Analyses(brief)));
        Assert.True(refused is [.., null, string { Length: > 0 }], string.Join(", ", refused));
    }

    [Fact]
    public void Tables_share_what_the_analyses_find()
    {
        Analyses analyses = new(GoldenStudy.Results);
        IReadOnlyList<CurveForecast> forecasts = analyses.Forecasts;
        Assert.All(new IResultTable[] { new ForecastsTable(), new LawsTable(), new OvertakingsTable() }, table => Assert.NotEmpty(table.Rows(analyses)));
        Assert.Same(forecasts, analyses.Forecasts);
    }

    [Fact]
    public void Noise_that_a_learner_takes_up_is_counted_above_the_floor()
    {
        object?[] absorbed = new NoiseFateTable().Rows(new Analyses(WithTwins(GoldenStudy.Of("loans")))).First(row => (string)row[1]! == "mlp" && (string)row[4]! == "absorbed");
        Assert.Equal(0.75, (double)absorbed[5]!, 12);
        Assert.Equal(0.4, absorbed[3]);
    }

    // As if the study had followed its label noise, at the most noise.
    private static StudyResults WithTwins(StudyResults results) => results with
    {
        Rows = [.. results.Rows.Select(row => row.Outcome == Outcome.Completed && results.Noise(row) == 0.4 ? row with { NoiseTwin = new TwinFit(0.8, 0.8, 0.2, 0.05, 0.01) } : row)],
    };

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2+3|cmd")]
    [InlineData("+a")]
    [InlineData("\t=1")]
    public void A_name_that_a_spreadsheet_would_run_is_made_harmless(string name)
    {
        StudyResults results = new ResultsForTests().Dataset("d").Learner(name).Add("d", name, 100, 0, "error", 0.1, 0.2).Build();
        TableFiles.Write(results, folder.FullName);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(folder.FullName, "tables"), "*.csv"))
        {
            Assert.All(ReadCsv(file), line => Assert.All(line.Values, cell => Assert.False(
                cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0]) && !double.TryParse(cell, CultureInfo.InvariantCulture, out _), cell)));
        }
    }

    [Fact]
    public void Open_intervals_and_missing_numbers_are_empty()
    {
        StudyResults results = new ResultsForTests().Dataset("d").Learner("a").Learner("b").Add("d", "a", 100, 0, "error", 0.1).Add("d", "b", 100, 0, "error", 0.2).Build();
        TableFiles.Write(results, folder.FullName);
        Dictionary<string, string>[] answers = [.. ReadCsv(Path.Combine(folder.FullName, "tables", "answers.csv"))];
        Assert.Equal(["", ""], answers.Select(line => line["winnersLeadLow"]));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when value.TryGetInt64(out long whole) => whole.ToString(CultureInfo.InvariantCulture),
        _ => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
    };

    private static IEnumerable<Dictionary<string, string>> ReadCsv(string path)
    {
        using CsvReader csv = CsvReader.Create(File.OpenRead(path), new CsvReaderOptions { HasHeader = false });
        string[]? names = null;
        while (csv.Read())
        {
            string[] fields = [.. Enumerable.Range(0, csv.FieldCount).Select(i => Encoding.UTF8.GetString(csv.GetSpan(i)))];
            if (names is not null)
            {
                yield return names.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second);
            }

            names ??= fields;
        }
    }
}
