using System.CommandLine;
using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare;
using MlCompare.BenchBoosting;
using MlCompare.Datasets;
using MlCompare.Learners.Boosting;
using MlCompare.Native.Xgboost;

Option<string?> data = new("--data") { Description = "Folder with local copies of the data sets (or MLCOMPARE_DATA).", HelpName = "DIR" };
Option<string> python = new("--python") { Description = "Python with scikit-learn and xgboost.", DefaultValueFactory = _ => "python3", HelpName = "FILE" };
Option<string> peers = new("--peers") { Description = "Peers to measure against: xgboost and hgb in Python, library (XGBoost's C library, in a worker process).", DefaultValueFactory = _ => "xgboost,hgb", HelpName = "IDS" };
Option<string> options = new("--options") { Description = "Options of our learner that differ from its defaults (JSON).", DefaultValueFactory = _ => "{}", HelpName = "JSON" };
Option<int> seeds = new("--seeds") { Description = "Splits of each data set.", DefaultValueFactory = _ => 5, HelpName = "N" };
Option<string?> sets = new("--sets") { Description = "Data sets; all public tables that are here if not given.", HelpName = "IDS" };
Option<string> cache = new("--cache") { Description = "Where the peers' predictions are kept.", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "bench-boosting"), HelpName = "DIR" };

Option<int> repeats = new("--repeats") { Description = "Pairs measured.", DefaultValueFactory = _ => 3, HelpName = "N" };
Option<string> cases = new("--cases") { Description = "What to fit.", DefaultValueFactory = _ => "table,digits,fashion", HelpName = "IDS" };

Command speed = new("speed", "Time of one fit on one thread with equal work, and of predicting one row.") { repeats, cases };
speed.SetAction(parsed => WithBench(parsed, bench =>
    new Speed(bench, new DatasetLibrary(parsed.GetValue(data)), parsed.GetValue(repeats)).Run(parsed.GetValue(cases)!.Split(','))));

Command accuracy = new("accuracy", "Log loss and RMSE on public tables, defaults against defaults.") { seeds, sets, cache, options };
accuracy.SetAction(parsed => WithBench(parsed, bench =>
{
    DatasetLibrary library = new(parsed.GetValue(data));
    IDatasetSource[] sources = parsed.GetValue(sets) is string ids
        ? [.. ids.Split(',').Select(id => library.Resolve(id))]
        : [.. library.All.Where(source => source is ManifestSource { Modality: Modality.Tabular } && library.IsLocal(source.Id))];
    new Accuracy(bench, parsed.GetValue(cache)!, JsonNode.Parse(parsed.GetValue(options)!)!.AsObject()).Run(sources, parsed.GetValue(seeds));
}));

Command grid = new("grid", "Wall time of a whole grid on adult with two workers.") { repeats };
grid.SetAction(parsed => WithBench(parsed, bench => new GridTime(bench, new DatasetLibrary(parsed.GetValue(data)), parsed.GetValue(repeats)).Run()));

Option<string> candidates = new("--candidates") { Description = "Options to compare with the defaults (JSON array).", DefaultValueFactory = _ => "[]", HelpName = "JSON" };
Option<string?> tables = new("--tables") { Description = "Drawn tables; all if not given.", HelpName = "IDS" };
Command select = new("select", "Options of our learner against its defaults, on drawn tables.") { seeds, candidates, tables };
select.SetAction(parsed => Selection.Run(
    new BoostingLearner(),
    JsonNode.Parse(parsed.GetValue(candidates)!)!.AsArray(),
    [.. SelectionTable.All.Where(table => parsed.GetValue(tables)?.Split(',').Contains(table.Id) ?? true)],
    parsed.GetValue(seeds)));

Command memory = new("memory", "Peak memory of a fit on a million rows of 50 numbers.");
memory.SetAction(_ => Memory.Run(new Bench(new BoostingLearner(), null, [])));
Command memoryFit = new("memory-fit", "The fit that 'memory' starts in a process of its own.") { Hidden = true };
memoryFit.SetAction(_ => Memory.Fit(new BoostingLearner()));

RootCommand root = new("Measures gradient boosting against XGBoost and scikit-learn's HistGradientBoosting, side by side in one run.") { speed, accuracy, grid, select, memory, memoryFit };
foreach (Option shared in (Option[])[data, python, peers])
{
    shared.Recursive = true;
    root.Add(shared);
}

try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (InputException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

void WithBench(ParseResult parsed, Action<Bench> run)
{
    using PeerProcess? process = PeerProcess.Start(parsed.GetValue(python)!);
    List<string> found = [];
    foreach (string peer in parsed.GetValue(peers)!.Split(',', StringSplitOptions.RemoveEmptyEntries))
    {
        string? version = peer == Bench.Library ? new XgboostEngine().State.Version : process?.Versions.GetValueOrDefault(peer);
        Console.WriteLine(version is null ? $"peer {peer} is not installed: nothing is measured against it" : $"peer {peer} {version}");
        found.AddRange(version is null ? [] : [peer]);
    }

    Console.WriteLine($"{Environment.ProcessorCount} processors, {Figures.Load}");
    run(new Bench(new BoostingLearner(), process, found));
}
