using System.CommandLine;
using MlCompare;
using MlCompare.BenchCommon;
using MlCompare.BenchWhy;
using MlCompare.Datasets;
using MlCompare.Learners;

Option<string?> data = new("--data") { Description = "Folder with local copies of the data sets (or MLCOMPARE_DATA).", HelpName = "DIR" };
Option<string> record = new("--record") { Description = "File that keeps what was measured, a JSON line a data set; data sets that stand in it are not measured again.", DefaultValueFactory = _ => "sign-prediction/record.jsonl", HelpName = "FILE" };
Option<string?> sets = new("--sets") { Description = "Data sets to measure; all public ones that are here if not given.", HelpName = "IDS" };
Option<bool> measureOnly = new("--measure-only") { Description = "Measure and judge nothing, so that no result is seen." };
Option<string?> page = new("--page") { Description = "The page; index.html beside the record if not given.", HelpName = "FILE" };
RootCommand root = new("Does the profile of a table predict which family wins? Measures, judges and writes the page, as docs/sign-prediction-plan.md says.")
{
    data, record, sets, measureOnly, page,
};
root.SetAction(parsed =>
{
    RecordFile file = new(parsed.GetValue(record)!);
    DatasetLibrary library = new(parsed.GetValue(data));
    Measure(file, library, parsed.GetValue(sets));
    if (parsed.GetValue(measureOnly))
    {
        return 0;
    }

    TableRecord[] all = [.. file.Read().Values];
    TableRecord[] tables = [.. all.Where(one => one.Modality == Modality.Tabular)];
    string[] absent = [.. Public(library).Where(source => source.Modality == Modality.Tabular && tables.All(one => one.Id != source.Id)).Select(source => source.Id)];
    if (absent.Length > 0)
    {
        throw new InputException($"{absent.Length} tables are not measured yet: {string.Join(", ", absent)}", file.Path, "run the same command for them; the plan judges all tables together");
    }

    Judgement judgement = Judgement.Of(tables);
    foreach (string line in Summary.Lines(judgement))
    {
        Console.WriteLine(line);
    }

    string target = parsed.GetValue(page) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file.Path))!, "index.html");
    WhyPageWriter.Write(judgement, [.. all.Except(tables).OrderBy(one => one.Modality).ThenBy(one => one.Id, StringComparer.Ordinal)], target);
    Console.WriteLine($"page: {target}");
    return 0;
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

static IEnumerable<ManifestSource> Public(DatasetLibrary library) => library.All.OfType<ManifestSource>();

static void Measure(RecordFile file, DatasetLibrary library, string? ids)
{
    Measurement measurement = new(Catalog.Scan<ILearner>(typeof(MlCompare.Learners.Baseline.ConstantLearner).Assembly));
    IEnumerable<IDatasetSource> chosen = ids is not null
        ? ids.Split(',').Select(id => library.Manifest(id))
        : Public(library).Where(source => source.IsLocal).OrderBy(source => source.Modality).ThenBy(source => source.Id, StringComparer.Ordinal);
    foreach (IDatasetSource source in chosen.Where(source => !file.Read().ContainsKey(source.Id)))
    {
        // No figure is shown: the code that judges is finished before anybody sees one.
        Cost cost = Figures.Timed(() => file.Append(measurement.Of(source)));
        Console.WriteLine(FormattableString.Invariant($"{source.Id} measured: {cost.Cpu:0} CPU s, {cost.Wall:0} s; {Figures.Load}"));
    }
}
