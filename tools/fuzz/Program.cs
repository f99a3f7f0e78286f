using System.CommandLine;
using MlCompare;
using MlCompare.Fuzz;

Option<int> runs = new("--runs") { Description = "Mutated files of each kind.", DefaultValueFactory = _ => 5000, HelpName = "N" };
Option<string?> kinds = new("--kinds") { Description = "Kinds of files, all if not given; a kind ending in * stands for all that begin so.", HelpName = "IDS" };
Option<int> from = new("--from") { Description = "First run.", HelpName = "N" };
Option<string> keep = new("--keep") { Description = "Folder for files that were found.", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "mlcompare-fuzz"), HelpName = "DIR" };
RootCommand root = new("Reads mutated files (seeded): whatever is in a file, it is read or refused in one line, without hang, crash or memory without end.") { runs, kinds, from, keep };
root.SetAction(parsed =>
{
    DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-fuzz-");
    string kept = Directory.CreateDirectory(parsed.GetValue(keep)!).FullName;
    string[]? wanted = parsed.GetValue(kinds)?.Split(',');
    Reader reader = new();
    int findings = 0, all = 0;
    foreach (Target target in Target.All(folder.FullName).Where(target => wanted?.Any(kind => kind == target.Id || (kind.EndsWith('*') && target.Id.StartsWith(kind[..^1], StringComparison.Ordinal))) ?? true))
    {
        int read = 0, refused = 0;
        Dictionary<string, int> found = [];
        int first = parsed.GetValue(from);
        for (int run = first; run < first + parsed.GetValue(runs); run++)
        {
            Rng rng = new(Seeds.From(1, target.Id, run));
            byte[] bytes = Mutation.Of(target.Seeds[rng.NextInt(target.Seeds.Count)], target.Seeds[rng.NextInt(target.Seeds.Count)], rng);
            bytes = target.Seal?.Invoke(bytes) ?? bytes;
            if (run % 100 == 0)
            {
                // Where a crash of the process happened: this run or one of the next hundred.
                File.WriteAllText(Path.Combine(kept, "at.txt"), $"{target.Id} {run}");
            }

            string? what = reader.Try(target, bytes, folder.FullName, out bool wasRead);
            read += wasRead ? 1 : 0;
            refused += wasRead || what is not null ? 0 : 1;
            if (what is not null && (found[what] = found.GetValueOrDefault(what) + 1) == 1)
            {
                string file = Path.Combine(kept, $"{target.Id}-{run}.bin");
                File.WriteAllBytes(file, bytes);
                Console.WriteLine($"FOUND {target.Id} run {run}: {what} ({file})");
            }
        }

        findings += found.Count;
        all += parsed.GetValue(runs);
        Console.WriteLine($"{target.Id,-24} {read} read, {refused} refused in one line, {found.Values.Sum()} otherwise");
    }

    folder.Delete(recursive: true);
    Console.WriteLine($"{all} files, {findings} findings");
    return findings == 0 ? 0 : 1;
});
return root.Parse(args).Invoke();
