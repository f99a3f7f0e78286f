using MlCompare.Data;
using MlCompare.Tests.Data.Images;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Data;

public sealed class DatasetReaderTests
{
    [Theory]
    [InlineData("/data/Churn 2024.csv.gz", "churn-2024")]
    [InlineData("WA_Fn-UseC_-Telco.csv", "wa-fn-use-c-telco")]
    [InlineData("SMSSpamCollection.tsv", "smsspam-collection")]
    [InlineData("images/", "images")]
    [InlineData("v1.2.csv", "v1-2")]
    [InlineData("---.csv", "data")]
    public void Ids_are_kebab_case(string path, string id) => Assert.Equal(id, DatasetReader.IdOf(path));

    [Fact]
    public void A_table_is_read_with_its_schema()
    {
        using TempFolder folder = new(nameof(A_table_is_read_with_its_schema));
        string csv = folder.Write("my data.csv", "who;y;x\n1;a;3\n2;b;1\n1;a;2\n");
        string schema = folder.Write("schema.json", "{ \"label\": \"y\", \"columns\": { \"who\": \"categorical\" } }");
        Dataset dataset = DatasetReader.Read(csv, schema: schema);
        Assert.Equal(("my-data", 3, TaskKind.Binary), (dataset.Id, dataset.Count, dataset.Task));
        Assert.IsType<CategoricalColumn>(dataset.Features.Columns[0]);
        Assert.Equal(TaskKind.Regression, DatasetReader.Read(csv, "x", "regression").Task);
        Assert.Equal(dataset.ContentHash, DatasetReader.Read(csv, schema: schema).ContentHash);
    }

    [Fact]
    public void A_folder_of_idx_files_is_read_with_its_split()
    {
        using TempFolder folder = new(nameof(A_folder_of_idx_files_is_read_with_its_split));
        folder.Write("train-images-idx3-ubyte", IdxReaderTests.Idx([2, 1, 1], [0, 255]));
        folder.Write("train-labels-idx1-ubyte", IdxReaderTests.Idx([2], [0, 1]));
        folder.Write("t10k-images-idx3-ubyte", IdxReaderTests.Idx([1, 1, 1], [255]));
        string labels = folder.Write("t10k-labels-idx1-ubyte", IdxReaderTests.Idx([1], [1]));
        Assert.Equal([2], DatasetReader.Read(folder.Path).OfficialTestRows);
        File.Delete(labels);
        Assert.Equal($"{Path.Combine(folder.Path, "t10k-images-idx3-ubyte")}: there is no file of labels 't10k-labels-idx1-ubyte' beside it; "
            + "put the labels beside the images", Assert.Throws<InputException>(() => DatasetReader.Read(folder.Path)).Message);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using TempFolder folder = new(nameof(Wrong_arguments_are_refused));
        folder.Write("a/1.txt", "x");
        folder.Write("b/1.txt", "x");
        folder.Write("c/1.txt", "x");
        Assert.Equal("none.csv: there is no such file or folder; check the path", Refusal("none.csv"));
        Assert.Equal("--task: there is no task 'rank'; use one of: auto, binary, multiclass, regression", Refusal(folder.Path, task: "rank"));
        Assert.Equal("--label: a folder has no columns; leave the option out, or name a csv file", Refusal(folder.Path, label: "y"));
        Assert.Equal($"{folder.Path}: binary was asked for, but the folder has 3 classes; use --task auto", Refusal(folder.Path, task: "binary"));
        string csv = folder.Write("t.csv", "x,y\n1,a\n2,b\n");
        string schema = Path.Combine(folder.Path, "s.json");
        Assert.Equal($"{schema}: there is no such file; check the path",
            Assert.Throws<InputException>(() => DatasetReader.Read(csv, schema: schema)).Message);
    }

    private static string Refusal(string path, string? label = null, string? task = null) =>
        Assert.Throws<InputException>(() => DatasetReader.Read(path, label, task)).Message;
}
