using System.CommandLine;
using System.Diagnostics;
using MlCompare;
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

Option<int> count = new("--count") { Description = "Images.", DefaultValueFactory = _ => 20_000, HelpName = "N" };
Option<int> side = new("--side") { Description = "Pixels of a side, of three colours each.", DefaultValueFactory = _ => 96, HelpName = "N" };
Option<string> folder = new("--folder") { Description = "Where the images are, or are written when they are not there.", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "mlcompare-images"), HelpName = "DIR" };
Option<int> trial = new("--trial") { Description = "Rows of a trial, which are gone over five times.", DefaultValueFactory = _ => 1000, HelpName = "N" };
Option<bool> whole = new("--whole") { Description = "Decode the folder whole and keep it, to see what that takes." };

Command images = new("images", "Peak memory and time of a large folder of images: reading it, its hash, and the rows of a trial.") { count, side, folder, trial, whole };
images.SetAction(parsed =>
{
    string path = parsed.GetValue(folder)!;
    if (!Directory.Exists(path))
    {
        LargeFolder.Write(path, parsed.GetValue(count), parsed.GetValue(side));
    }

    using Process self = Process.GetCurrentProcess();
    long before = self.PeakWorkingSet64;
    Dataset? data = null;
    Step("read", () => data = parsed.GetValue(whole) ? Whole(DatasetReader.Read(path)) : DatasetReader.Read(path));
    Step("hash", () => Console.Write(data!.ContentHash[..12] + " "));
    FeatureTable rows = data!.Features.Select(new Rng(1).Permutation(data.Count).AsSpan(0, Math.Min(data.Count, parsed.GetValue(trial))));
    double sum = 0;
    Step(FormattableString.Invariant($"a trial of {rows.Count:N0} rows, five times over"), () => sum = Enumerable.Range(0, 5).Sum(_ => ((ImageColumn)rows.Columns[0]).Pixels.Sum(image => (double)image[0])));
    self.Refresh();
    long pixels = (long)data.Count * data.Features.Width * sizeof(float), peak = self.PeakWorkingSet64;
    Console.WriteLine(FormattableString.Invariant(
        $"{data.Count:N0} images of {data.Features.Width:N0} values: peak {peak / 1e6:0} MB ({before / 1e6:0} MB before), all pixels in single precision {pixels / 1e6:0} MB; first pixels of the trial {sum:R}"));
    Figures.Bar("peak memory beyond that of the program, to the 256 MiB that decoded images may take", (peak - before) / (double)(256 << 20), 1.5);

    void Step(string what, Action action)
    {
        Cost cost = Figures.Timed(action);
        self.Refresh();
        Console.WriteLine(FormattableString.Invariant($"{what}: {cost.Wall:0.0} s, {cost.Cpu:0.0} s of CPU; peak so far {self.PeakWorkingSet64 / 1e6:0} MB"));
    }

    static Dataset Whole(Dataset data)
    {
        ImageColumn image = (ImageColumn)data.Features.Columns[0];
        ImageColumn decoded = new(image.Name, (float[][])[.. image.Pixels], image.Height, image.Width, image.Channels);
        return new Dataset(data.Id, data.Title, new FeatureTable(data.Modality, [decoded]), data.Labels, data.Provenance) { OfficialTestRows = data.OfficialTestRows };
    }
});

RootCommand root = new("Measures the readers of data.") { csv, images };
return await root.Parse(args).InvokeAsync();
