using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlCompare.Data;
using MlCompare.Data.Audio;
using MlCompare.Data.Delimited;
using MlCompare.Data.Files;
using MlCompare.Data.Images;
using MlCompare.Data.Tables;
using MlCompare.Data.Texts;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Data;

/// <summary>Reads real files and compares with the counts that stand beside them in dataset.json.</summary>
public sealed class RealFilesTests
{
    private static readonly Provenance Nowhere = new("test");

    private static JsonElement About(string id) => JsonDocument.Parse(File.ReadAllText(DataFactAttribute.At(id, "dataset.json"))).RootElement;

    private static InputFile At(string id, string file) => InputFile.Of(DataFactAttribute.At(id, file));

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static Dictionary<string, int> Counts(Dataset dataset, bool test)
    {
        HashSet<int> testRows = [.. dataset.OfficialTestRows];
        return Enumerable.Range(0, dataset.Count).Where(row => testRows.Contains(row) == test)
            .GroupBy(row => dataset.Labels.ClassNames[dataset.Labels.Classes[row]]).ToDictionary(group => group.Key, group => group.Count());
    }

    private static void AssertCounts(JsonElement about, string part, Dictionary<string, int> counts, Func<string, string>? rename = null)
    {
        Dictionary<string, int> expected = about.GetProperty("class_counts").GetProperty(part).EnumerateObject()
            .ToDictionary(pair => rename is null ? pair.Name : rename(pair.Name), pair => pair.Value.GetInt32());
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), counts.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    private static int MissingOf(Column column) => column switch
    {
        NumericColumn numeric => numeric.Values.Count(float.IsNaN),
        CategoricalColumn categorical => categorical.Codes.Count(code => code < 0),
        TextColumn text => text.Values.Count(value => value is null),
        _ => 0,
    };

    [DataFact]
    public void Adult()
    {
        JsonElement about = About("adult");
        JsonElement format = about.GetProperty("format");
        TablePart[] parts = [new(At("adult", "adult.data.gz")), new(At("adult", "adult.test.gz"), Test: true)];
        RawTable table = DelimitedReader.Read(parts, new DelimitedFormat { Columns = [.. Strings(format.GetProperty("columns"))] });
        Dataset dataset = TableBuilder.Build(table, new TableSchema { Label = "income", LabelSuffix = "." }, "adult", "Adult", Nowhere);
        AssertCounts(about, "train", Counts(dataset, test: false));
        AssertCounts(about, "test", Counts(dataset, test: true), name => name.TrimEnd('.'));
        Assert.Equal(Strings(format.GetProperty("categorical_columns")), dataset.Features.Columns.OfType<CategoricalColumn>().Select(c => c.Name));
        Assert.Equal(14, dataset.Features.Columns.Length);
        foreach (JsonProperty missing in format.GetProperty("missing_counts").EnumerateObject())
        {
            Column column = dataset.Features.Columns.First(column => column.Name == missing.Name);
            int trainRows = about.GetProperty("rows").GetProperty("train").GetInt32();
            int both = MissingOf(column);
            int train = MissingOf(column.Select([.. Enumerable.Range(0, trainRows)]));
            Assert.True(missing.Value.GetInt32() == train || missing.Value.GetInt32() == both, $"{missing.Name}: {train} of {both}");
        }
    }

    [DataFact]
    public void California_housing_by_its_path_alone()
    {
        JsonElement about = About("california-housing");
        Dataset dataset = DatasetReader.Read(DataFactAttribute.At("california-housing", "housing.csv.gz"), "median_house_value");
        Assert.Equal("housing", dataset.Id);
        Assert.Equal(TaskKind.Regression, dataset.Task);
        Assert.Equal(20640, dataset.Count);
        Assert.Equal(9, dataset.Features.Columns.Length);
        Assert.Equal(207, MissingOf(dataset.Features.Columns.First(column => column.Name == "total_bedrooms")));
        Assert.Equal(about.GetProperty("target_stats").GetProperty("train").GetProperty("mean").GetDouble(), dataset.Labels.Values.Average(), 1e-6);
    }

    [DataFact]
    public void Fashion_mnist_by_its_folder()
    {
        Dataset dataset = DatasetReader.Read(DataFactAttribute.At("fashion-mnist"));
        Assert.Equal("fashion-mnist", dataset.Id);
        Assert.Equal(Modality.Image, dataset.Modality);
        ImageColumn images = Assert.IsType<ImageColumn>(dataset.Features.Columns[0]);
        Assert.Equal((28, 28, 1), (images.Height, images.Width, images.Channels));
        Assert.Equal(Enumerable.Range(60000, 10000), dataset.OfficialTestRows);
        JsonElement about = About("fashion-mnist");
        AssertCounts(about, "train", Counts(dataset, test: false));
        AssertCounts(about, "test", Counts(dataset, test: true));

        // Mean of the training pixels, as published for Fashion-MNIST: 0.2860.
        Assert.Equal(0.2860, images.Pixels.Take(60000).Average(image => image.Average()), 5e-5);
    }

    [DataFact]
    public void Sms_spam()
    {
        JsonElement about = About("sms-spam");
        DelimitedFormat format = new() { Delimiter = '\t', Header = false, Quoting = Quoting.None, Columns = ["label", "text"] };
        RawTable table = DelimitedReader.Read([new TablePart(At("sms-spam", "SMSSpamCollection.gz"))], format);
        Dataset dataset = TableBuilder.Build(table, new TableSchema { Label = "label" }, "sms-spam", "SMS spam", Nowhere);
        Assert.Equal(Modality.Text, dataset.Modality);
        AssertCounts(about, "train", Counts(dataset, test: false));
        Dataset byPath = DatasetReader.Read(DataFactAttribute.At("sms-spam", "SMSSpamCollection.gz"), "column 1");
        AssertCounts(about, "train", Counts(byPath, test: false));
        Assert.Contains("The quotes do not enclose fields and were taken for text.", byPath.Remarks);
    }

    [DataFact]
    public void Digits()
    {
        RawTable table = DelimitedReader.Read([new TablePart(At("digits", "digits.csv.gz"))], new DelimitedFormat { Header = false });
        Dataset dataset = PixelTable.Read(table, null, 8, 8, 1, 16).ToDataset("digits", "Digits", Nowhere);
        AssertCounts(About("digits"), "train", Counts(dataset, test: false));
        Assert.Equal("0123456789", string.Concat(dataset.Labels.ClassNames));
    }

    [DataFact]
    public void Spoken_digits()
    {
        Dataset dataset = WaveTar.Read(At("fsdd", "recordings.tar.gz"), new Regex(@"(?<label>\d)_[a-z]+_\d+\.wav$"), new Regex(@"_[0-4]\.wav$"))
            .ToDataset("fsdd", "Spoken digits", Nowhere);
        JsonElement about = About("fsdd");
        AssertCounts(about, "train", Counts(dataset, test: false));
        AssertCounts(about, "test", Counts(dataset, test: true));
        WaveformColumn sounds = Assert.IsType<WaveformColumn>(dataset.Features.Columns[0]);
        Assert.Equal(8000, sounds.SampleRate);
        Assert.Equal(0.437, sounds.Samples.Average(wave => wave.Length) / 8000, 5e-4);
    }

    [DataFact]
    public void Imdb()
    {
        TablePart[] parts = [new(At("imdb", "train.csv.gz")), new(At("imdb", "test.csv.gz"), Test: true)];
        RawTable table = DelimitedReader.Read(parts, new DelimitedFormat());
        TableSchema schema = new() { Label = "label", Columns = new Dictionary<string, ColumnKind> { ["rating"] = ColumnKind.Ignore } };
        Dataset dataset = TableBuilder.Build(table, schema, "imdb", "IMDB", Nowhere);
        Assert.Equal(Modality.Text, dataset.Modality);
        JsonElement about = About("imdb");
        AssertCounts(about, "train", Counts(dataset, test: false));
        AssertCounts(about, "test", Counts(dataset, test: true));
    }

    [DataFact]
    public void Trec_and_rt_polarity()
    {
        TablePart[] parts = [new(At("trec", "TREC.train.gz")), new(At("trec", "TREC.test.gz"), Test: true)];
        Dataset trec = TextLines.ReadLabelled(parts, TextEncoding.Latin1, ':').ToDataset("trec", "TREC", Nowhere);
        JsonElement about = About("trec");
        AssertCounts(about, "train", Counts(trec, test: false));
        AssertCounts(about, "test", Counts(trec, test: true));
        Dataset polarity = TextLines.ReadPerClass(
            [(At("rt-polarity", "rt-polarity.neg.gz"), "negative", false), (At("rt-polarity", "rt-polarity.pos.gz"), "positive", false)],
            TextEncoding.Latin1).ToDataset("rt-polarity", "RT polarity", Nowhere);
        Assert.Equal([5331, 5331], Counts(polarity, test: false).Values);
    }

    [DataFact]
    public void Cifar_10()
    {
        Dataset dataset = CifarReader.Read((At("cifar10-first4000", "cifar10-first4000.bin.gz"), false)).ToDataset("cifar", "CIFAR-10", Nowhere);
        Assert.Equal(4000, dataset.Count);
        AssertCounts(About("cifar10-first4000"), "train", Counts(dataset, test: false), name =>
            int.TryParse(name, CultureInfo.InvariantCulture, out int code) ? CifarReader.ClassNames[code] : name);
    }

    [DataFact]
    public void Blank_delimited_and_scientific_numbers_by_path()
    {
        Dataset protein = DatasetReader.Read(DataFactAttribute.At("protein-casp", "casp.txt.gz"));
        Assert.Equal((45730, 9, TaskKind.Regression), (protein.Count, protein.Features.Columns.Length, protein.Task));
        Dataset credit = DatasetReader.Read(DataFactAttribute.At("credit-default", "UCI_Credit_Card.csv.gz"));
        Assert.Equal((30000, 23, TaskKind.Binary), (credit.Count, credit.Features.Columns.Length, credit.Task));
        Assert.All(credit.Features.Columns, column => Assert.IsType<NumericColumn>(column));
        Assert.Contains(credit.Remarks, remark => remark.Contains("'ID' (it counts the rows)", StringComparison.Ordinal));
    }

    [DataFact]
    public void Dates_of_bike_sharing()
    {
        Dataset bikes = DatasetReader.Read(DataFactAttribute.At("bike-sharing-hourly", "hour.csv.gz"), "cnt");
        NumericColumn days = bikes.Features.Columns.OfType<NumericColumn>().First(column => column.Name == "dteday.days");

        // 2011-01-01 and 2012-12-31.
        Assert.Equal((14975f, 15705f), (days.Values.Min(), days.Values.Max()));
        NumericColumn weekday = bikes.Features.Columns.OfType<NumericColumn>().First(column => column.Name == "dteday.weekday");
        NumericColumn given = bikes.Features.Columns.OfType<NumericColumn>().First(column => column.Name == "weekday");
        Assert.All(Enumerable.Range(0, bikes.Count), row => Assert.Equal(given.Values[row] == 0 ? 7 : given.Values[row], weekday.Values[row]));
    }

    [DataFact]
    public void Titanic_text_identifier_and_categories()
    {
        Dataset titanic = DatasetReader.Read(DataFactAttribute.At("titanic", "titanic.csv.gz"), "survived");
        Assert.IsType<TextColumn>(titanic.Features.Columns.First(column => column.Name == "Name"));
        Assert.DoesNotContain(titanic.Features.Columns, column => column.Name == "PassengerId");
        Assert.Equal(687, MissingOf(titanic.Features.Columns.First(column => column.Name == "Cabin")));
        Assert.Equal(TaskKind.Binary, titanic.Task);
    }

    [DataFact]
    [Trait("Category", "Slow")]
    public void Kdd_cup_99()
    {
        TablePart[] parts = [new(At("kddcup99-10pct", "kddcup.data_10_percent.gz"))];
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        RawTable table = DelimitedReader.Read(parts, new DelimitedFormat());
        Dataset dataset = TableBuilder.Build(table, new TableSchema { LabelSuffix = "." }, "kdd", "KDD", Nowhere);
        Assert.Equal(494021, dataset.Count);
        AssertCounts(About("kddcup99-10pct"), "train", Counts(dataset, test: false), name => name.TrimEnd('.'));
        Assert.True(watch.Elapsed.TotalSeconds < 120, $"{watch.Elapsed}");
    }
}
