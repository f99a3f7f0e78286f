using System.CommandLine;
using System.Text.Json.Nodes;
using MlCompare;
using MlCompare.BenchCommon;
using MlCompare.BenchTables;
using MlCompare.Datasets;
using MlCompare.Learners;

Option<string?> data = new("--data") { Description = "Folder with local copies of the data sets (or MLCOMPARE_DATA).", HelpName = "DIR" };
Option<string> python = new("--python") { Description = "Python with scikit-learn.", DefaultValueFactory = _ => "python3", HelpName = "FILE" };
Option<string> learners = new("--learners")
{
    Description = "Learners; one with options as id{JSON}. Those of XGBoost, LIBSVM and ML.NET run in another process, whose time is not counted.",
    DefaultValueFactory = _ => "mlp real-mlp tabm",
    HelpName = "\"A B C\"",
};
Option<string?> sets = new("--sets") { Description = "Data sets; all public tables that are here if not given.", HelpName = "IDS" };
Option<bool> drawn = new("--drawn") { Description = "The drawn tables that defaults are chosen on, instead of public ones." };
Option<int> rows = new("--rows") { Description = "Most training rows.", DefaultValueFactory = _ => int.MaxValue, HelpName = "N" };
Option<int> seeds = new("--seeds") { Description = "Splits of each data set.", DefaultValueFactory = _ => 5, HelpName = "N" };
Option<string?> record = new("--record") { Description = "File that keeps each fit's loss (JSON lines); fits that stand in it are not done again.", HelpName = "FILE" };
RootCommand root = new("Ranks learners on public tables, defaults against defaults, beside scikit-learn's multilayer perceptron.")
{
    data, python, learners, sets, drawn, rows, seeds, record,
};
root.SetAction(parsed =>
{
    using PeerProcess? peer = PeerProcess.Start(parsed.GetValue(python)!);
    if (peer?.Versions.GetValueOrDefault(Ranking.Peer) is string version)
    {
        Console.WriteLine($"peer {Ranking.Peer} {version}");
    }
    else
    {
        Console.WriteLine("scikit-learn is not installed (Debian: python3-sklearn): no peer");
    }

    Catalog<ILearner> all = Catalog.Scan<ILearner>(
        typeof(MlCompare.Learners.Baseline.ConstantLearner).Assembly, typeof(MlCompare.Native.Xgboost.XgboostLearner).Assembly, typeof(MlCompare.MLNet.MlNetEngine).Assembly);
    (string, ILearner)[] chosen = [.. parsed.GetValue(learners)!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => (text, Parse(all, text)))];
    DatasetLibrary library = new(parsed.GetValue(data));
    (string, int, Func<int, MlCompare.Studies.Block>)[] tables = parsed.GetValue(drawn)
        ? [.. SelectionTable.All.Where(table => parsed.GetValue(sets)?.Split(',').Contains(table.Id) ?? true).Select(table => (table.Id, table.Rows, (Func<int, MlCompare.Studies.Block>)table.Draw))]
        : [.. Sources(library, parsed.GetValue(sets)).Select(source => Ranking.Table(source, parsed.GetValue(rows)))];
    new Ranking(chosen, peer?.Versions.Count > 0 ? peer : null, parsed.GetValue(record)).Run(tables, parsed.GetValue(seeds));
});
try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (InputException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

static ILearner Parse(Catalog<ILearner> all, string text)
{
    int brace = text.IndexOf('{', StringComparison.Ordinal);
    ILearner learner = all.Get(brace < 0 ? text : text[..brace]);
    return brace < 0 ? learner : learner.With(JsonNode.Parse(text[brace..])!.AsObject());
}

static IEnumerable<IDatasetSource> Sources(DatasetLibrary library, string? ids) => ids is not null
    ? ids.Split(',').Select(id => library.Resolve(id))
    : library.All.Where(source => source is ManifestSource { Modality: Modality.Tabular } && library.IsLocal(source.Id));
