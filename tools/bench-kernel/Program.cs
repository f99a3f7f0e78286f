using System.CommandLine;
using System.Text.Json.Nodes;
using MlCompare;
using MlCompare.BenchCommon;
using MlCompare.BenchKernel;
using MlCompare.Datasets;

Option<string?> data = new("--data") { Description = "Folder with local copies of the data sets (or MLCOMPARE_DATA).", HelpName = "DIR" };
Option<string> python = new("--python") { Description = "Python with scikit-learn and scipy.", DefaultValueFactory = _ => "python3", HelpName = "FILE" };
Option<string?> libraries = new("--libraries") { Description = "Folder searched first for the BLAS of Python, such as that of libopenblas0-pthread.", HelpName = "DIR" };
Option<int> repeats = new("--repeats") { Description = "Pairs measured.", DefaultValueFactory = _ => 3, HelpName = "N" };
Option<string> sets = new("--sets") { Description = "Data sets.", DefaultValueFactory = _ => "california-housing,digits", HelpName = "IDS" };
Option<string> sizes = new("--sizes") { Description = "Rows; 0: all.", DefaultValueFactory = _ => "250,500,1000,2000,4000,8000", HelpName = "N,N" };
Option<double> fraction = new("--fraction") { Description = "Share of the cells of each size that KernelRidge is timed on.", DefaultValueFactory = _ => 0.2, HelpName = "F" };
Option<int> whole = new("--whole") { Description = "Up to this many rows KernelRidge does all fits of a cell, above it a few of them.", DefaultValueFactory = _ => 2000, HelpName = "N" };
Option<string> orders = new("--orders") { Description = "Sizes of the matrix.", DefaultValueFactory = _ => "4096,10000", HelpName = "N,N" };
Option<string> threads = new("--threads") { Description = "Threads of both sides.", DefaultValueFactory = _ => "1,2", HelpName = "N,N" };
Option<int> rows = new("--rows") { Description = "Training rows.", DefaultValueFactory = _ => 1000, HelpName = "N" };
Option<int> seeds = new("--seeds") { Description = "Splits of each data set.", DefaultValueFactory = _ => 5, HelpName = "N" };
Option<string> tables = new("--sets") { Description = "Data sets.", DefaultValueFactory = _ => "digits,letter,magic-telescope,spambase,abalone,california-housing,concrete,wine-quality", HelpName = "IDS" };

Command grid = new("grid", "CPU time and errors of a whole grid, shared, against KernelRidge with cross-validation in each cell.") { sets, sizes, fraction, whole };
grid.SetAction(parsed => WithPeer(parsed, peer =>
{
    GridTime time = new(peer, new DatasetLibrary(parsed.GetValue(data)), parsed.GetValue(fraction), parsed.GetValue(whole));
    foreach (string id in parsed.GetValue(sets)!.Split(','))
    {
        time.Run(id, [.. Numbers(parsed.GetValue(sizes)!)]);
    }
}));

Command cholesky = new("cholesky", "Speed of the float32 factor against spotrf.") { repeats, orders, threads };
cholesky.SetAction(parsed => WithPeer(parsed, peer =>
    new MatrixTime(peer, parsed.GetValue(repeats)).Cholesky(Numbers(parsed.GetValue(orders)!), Numbers(parsed.GetValue(threads)!))));

Command gram = new("gram", "Time of a Gaussian kernel matrix, 10,000 x 50, against rbf_kernel.") { repeats, threads };
gram.SetAction(parsed => WithPeer(parsed, peer => new MatrixTime(peer, parsed.GetValue(repeats)).Gram(Numbers(parsed.GetValue(threads)!))));

Command accuracy = new("accuracy", "Errors against SVC or SVR, KernelRidge and LIBSVM, pairwise.") { tables, rows, seeds };
accuracy.SetAction(parsed => WithPeer(parsed, peer =>
    new Accuracy(peer, new DatasetLibrary(parsed.GetValue(data)), parsed.GetValue(rows), parsed.GetValue(seeds)).Run(parsed.GetValue(tables)!.Split(','))));

Option<string> regressions = new("--sets") { Description = "Tables of numbers to predict.", DefaultValueFactory = _ => "abalone,ames-housing,bike-sharing-hourly,california-housing,concrete,diamonds,protein-casp,wine-quality", HelpName = "IDS" };
Option<string> options = new("--options") { Description = "Options of the feature machine that differ from its defaults (JSON).", DefaultValueFactory = _ => "{}", HelpName = "JSON" };
Command machine = new("machine", "The feature machine against the plain Laplace kernel, paired splits.") { regressions, rows, seeds, options };
machine.SetAction(parsed =>
{
    Console.WriteLine($"{Environment.ProcessorCount} processors, {Figures.Load}");
    new MachineContest(
        new DatasetLibrary(parsed.GetValue(data)), parsed.GetValue(rows), parsed.GetValue(seeds), JsonNode.Parse(parsed.GetValue(options)!)!.AsObject())
        .Run(parsed.GetValue(regressions)!.Split(','));
});

Option<string> curves = new("--sets") { Description = "Data sets.", DefaultValueFactory = _ => "bike-sharing-hourly,california-housing,diamonds,protein-casp,covertype-20k,electricity,letter,magic-telescope", HelpName = "IDS" };
Command forecast = new("forecast", "Forecasts of the error at four times the rows against what is measured, and two naive ones.") { curves, rows, seeds };
forecast.SetAction(parsed =>
    new ForecastContest(new DatasetLibrary(parsed.GetValue(data)), parsed.GetValue(rows), parsed.GetValue(seeds)).Run(parsed.GetValue(curves)!.Split(',')));

RootCommand root = new("Measures the kernel methods against scikit-learn, LIBSVM and the BLAS of scipy, side by side in one run.") { grid, cholesky, gram, accuracy, machine, forecast };
foreach (Option shared in (Option[])[data, python, libraries])
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

void WithPeer(ParseResult parsed, Action<PeerProcess> run)
{
    using PeerProcess? peer = PeerProcess.Start(parsed.GetValue(python)!, threads: 2, parsed.GetValue(libraries));
    if (peer is null || peer.Versions.Count == 0)
    {
        throw new InputException("has no scikit-learn and scipy", parsed.GetValue(python)!, "install python3-sklearn, or name another --python");
    }

    Console.WriteLine($"{string.Join(", ", peer.Versions.Select(pair => $"{pair.Key} {pair.Value}"))}; {Environment.ProcessorCount} processors, {Figures.Load}");
    run(peer);
}

static IEnumerable<int> Numbers(string list) => list.Split(',').Select(part =>
    int.TryParse(part, out int number) ? number : throw new InputException($"'{part}' is no whole number", "the command line", "give numbers such as 250,1000"));
