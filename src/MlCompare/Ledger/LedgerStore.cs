using System.Text;
using MlCompare.Studies;

namespace MlCompare.Ledger;

/// <summary>
/// The folder of a ledger: the plan, written first, and the results, one line a cell, written as each ends. A kill costs the cells at work;
/// a torn last line is dropped. When all are there, the lines stand in the order of the plan.
/// </summary>
public sealed class LedgerStore : IDisposable
{
    public const string PlanName = "claims-plan.json";
    public const string ResultsName = "claims-results.jsonl";
    public const string PageName = "claims.html";

    private const string LockName = ".lock";

    private readonly FileStream held;
    private readonly FileStream stream;
    private readonly LedgerHeader header;
    private readonly string path;
    private readonly Lock gate = new();

    private LedgerStore(FileStream held, FileStream stream, LedgerHeader header, string path) => (this.held, this.stream, this.header, this.path) = (held, stream, header, path);

    /// <summary>Writes the plan, or finds it there, and reads the results that belong to it; cells that failed are tried again.</summary>
    /// <param name="earlier">Measurements of other ledgers by the same code: the same cell is the same measurement.</param>
    /// <param name="done">By the key of the cell.</param>
    /// <exception cref="InputException">The folder holds another plan or measurements of other code, is in use, or a line was changed.</exception>
    public static LedgerStore Open(string folder, LedgerPlan plan, LedgerHeader header, IReadOnlyList<CellResult> earlier, out Dictionary<string, CellResult> done)
    {
        Directory.CreateDirectory(folder);
        FileStream held = Held(folder);
        try
        {
            string planPath = Path.Combine(folder, PlanName), path = Path.Combine(folder, ResultsName);
            if (File.Exists(planPath) && File.ReadAllText(planPath) != plan.Text)
            {
                throw new InputException("it holds another plan (other claims, another scale, or another version of mlcompare)", planPath, "add --new to set it aside and start anew, or use another --out");
            }

            (LedgerHeader? before, List<CellResult> rows) = Read(path);
            RefuseOtherPlan(before, rows, plan, path);
            RefuseOtherCode(rows, header, path, "add --new to set them aside and measure anew, use another --out, or go on with that build");
            RefuseOtherCode(earlier, header, "the ledger of --from", "leave --from out and measure anew, or use that build");
            if (!File.Exists(planPath))
            {
                File.WriteAllText(planPath + ".new", plan.Text);
                File.Move(planPath + ".new", planPath);
            }

            HashSet<string> planned = [.. plan.Cells.Select(cell => cell.Key)];
            done = [];
            foreach (CellResult row in rows.Where(row => row.Values is not null && planned.Contains(row.Cell.Key)))
            {
                done.TryAdd(row.Cell.Key, row);
            }

            LedgerHeader kept = before ?? header;
            foreach (CellResult row in earlier.Where(row => row.Values is not null && planned.Contains(row.Cell.Key)))
            {
                kept = done.TryAdd(row.Cell.Key, row) ? kept with { Earlier = kept.Earlier + (row.Plan == plan.Hash ? 0 : 1) } : kept;
            }

            // What stays is written anew and whole: no torn line, no failed cell.
            Rewrite(path, kept, [.. done.Values]);
            return new LedgerStore(held, new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0), kept, path);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Moves plan, measurements and page of a folder into a folder of their own inside it (old-1, old-2, …), so that a ledger can start anew.</summary>
    /// <returns>Where they are now; null when there were none.</returns>
    public static string? SetAside(string folder)
    {
        string[] names = [.. new[] { PlanName, ResultsName, PageName }.Where(name => File.Exists(Path.Combine(folder, name)))];
        if (names.Length == 0)
        {
            return null;
        }

        using FileStream held = Held(folder);
        int number = 1;
        while (Directory.Exists(Path.Combine(folder, FormattableString.Invariant($"old-{number}"))))
        {
            number++;
        }

        string old = Directory.CreateDirectory(Path.Combine(folder, FormattableString.Invariant($"old-{number}"))).FullName;
        foreach (string name in names)
        {
            File.Move(Path.Combine(folder, name), Path.Combine(old, name));
        }

        return old;
    }

    /// <summary>The measurements of a ledger's folder.</summary>
    /// <exception cref="InputException">There is no ledger in it.</exception>
    public static IReadOnlyList<CellResult> ReadAll(string folder)
    {
        (LedgerHeader? header, List<CellResult> rows) = Read(Path.Combine(folder, ResultsName));
        return header is null ? throw new InputException("there are no results of claims", folder, "name the folder that 'mlcompare claims' wrote") : rows;
    }

    /// <summary>Header and rows of a results file; none where there is no file.</summary>
    /// <exception cref="InputException">A line is not what was written.</exception>
    public static (LedgerHeader? Header, List<CellResult> Rows) Read(string path)
    {
        LedgerHeader? header = null;
        List<CellResult> rows = [];
        byte[] bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        int whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < lines.Length; i++)
        {
            if (i == 0)
            {
                header = ResultLine.Read<LedgerHeader>(lines[i], path, 1, mayLackCheck: false, ResultLine.HeaderRemedy);
                if (header.Schema != LedgerHeader.Latest)
                {
                    throw new InputException("its measurements do not say which code made them (written by an older mlcompare)", path, "measure anew: --new sets them aside; leave --from out");
                }
            }
            else
            {
                rows.Add(Checked(ResultLine.Read<CellResult>(lines[i], path, i + 1, mayLackCheck: false), path, i + 1));
            }
        }

        return (header, rows);
    }

    /// <summary>Writes down a result; from any thread.</summary>
    public void Add(CellResult result)
    {
        lock (gate)
        {
            stream.Write(Encoding.UTF8.GetBytes(ResultLine.Write(result) + "\n"));
        }
    }

    /// <summary>Puts the results in the order of the plan, and adds what the run took to the header.</summary>
    public void Finish(LedgerPlan plan, IReadOnlyDictionary<string, CellResult> results, TimeSpan wall, TimeSpan processor)
    {
        stream.Dispose();
        LedgerHeader whole = header with
        {
            WallSeconds = Math.Round(header.WallSeconds + wall.TotalSeconds, 1),
            ProcessorSeconds = Math.Round(header.ProcessorSeconds + processor.TotalSeconds, 1),
        };
        Rewrite(path, whole, [.. plan.Cells.Select(cell => results.GetValueOrDefault(cell.Key)).OfType<CellResult>()]);
    }

    public void Dispose()
    {
        stream.Dispose();
        held.Dispose();
    }

    /// <summary>A verdict must not rest on measurements of two plans, unless --from said so.</summary>
    private static void RefuseOtherPlan(LedgerHeader? before, List<CellResult> rows, LedgerPlan plan, string path)
    {
        if (before is not null && (before.Plan != plan.Hash || rows.Count(row => row.Plan != plan.Hash) > before.Earlier))
        {
            throw new InputException("it holds measurements that were made for another plan", path, "add --new to set them aside and start anew, or use another --out");
        }
    }

    /// <summary>Nor on measurements of two revisions of the code.</summary>
    private static void RefuseOtherCode(IReadOnlyList<CellResult> rows, LedgerHeader header, string where, string remedy)
    {
        CellResult[] foreign = [.. rows.Where(row => row.Revision != header.Revision)];
        if (foreign.Length > 0)
        {
            throw new InputException($"{foreign.Length} of its {rows.Count} measurements were made by {foreign[0].Revision}, this is {header.Revision}", where, remedy);
        }
    }

    private static CellResult Checked(CellResult row, string path, int number) => row.IsWhatItSays
        ? row
        : throw new InputException($"the key in line {number} is not that of its cell, plan and revision", path, "delete that line; it will be measured again");

    private static void Rewrite(string path, LedgerHeader header, IReadOnlyList<CellResult> rows)
    {
        File.WriteAllText(path + ".new", string.Concat(rows.Select(ResultLine.Write).Prepend(ResultLine.Write(header)).Select(line => line + "\n")));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static FileStream Held(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new InputException("results cannot be written here (another mlcompare may be at work)", folder, "wait for it, or use another --out");
        }
    }
}
