using System.CommandLine;
using System.Diagnostics;
using MlCompare.BenchCommon;
using MlCompare.BenchData;
using MlCompare.Data;

Option<int> rows = new("--rows") { Description = "Rows of the table.", DefaultValueFactory = _ => 5_000_000, HelpName = "N" };
Option<int> columns = new("--columns") { Description = "Columns, the label among them.", DefaultValueFactory = _ => 50, HelpName = "N" };
Option<string> file = new("--file") { Description = "Where the table is, or is written when it is not there.", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "mlcompare-large.csv"), HelpName = "FILE" };

Command csv = new("csv", "Peak memory and time of reading a large csv file, against what its cells take as a data set.") { rows, columns, file };
csv.SetAction(parsed =>
{
    string path = parsed.GetValue(file)!;
    if (!File.Exists(path))
    {
        LargeTable.Write(path, parsed.GetValue(rows), parsed.GetValue(columns));
    }

    using Process self = Process.GetCurrentProcess();
    long before = self.PeakWorkingSet64;
    Dataset? data = null;
    Cost cost = Figures.Timed(() => data = DatasetReader.Read(path));
    self.Refresh();
    long cells = (long)data!.Count * (data.Features.Columns.Length + 1) * sizeof(float), peak = self.PeakWorkingSet64;
    Console.WriteLine(FormattableString.Invariant(
        $"{data.Count:N0} rows x {data.Features.Columns.Length + 1} columns, file {new FileInfo(path).Length / 1e6:0} MB: {cost.Wall:0} s, {cost.Cpu:0} s of CPU; peak {peak / 1e6:0} MB ({before / 1e6:0} MB before), cells {cells / 1e6:0} MB"));
    Figures.Bar("peak memory to the cells in single precision", (double)peak / cells, 1.5);
});

RootCommand root = new("Measures the readers of data.") { csv };
return await root.Parse(args).InvokeAsync();
