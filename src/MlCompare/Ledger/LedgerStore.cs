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

    private const string LockName = ".lock";

    private readonly FileStream held;
    private readonly FileStream stream;
    private readonly LedgerHeader header;
    private readonly string path;
    private readonly Lock gate = new();

    private LedgerStore(FileStream held, FileStream stream, LedgerHeader header, string path) => (this.held, this.stream, this.header, this.path) = (held, stream, header, path);

    /// <summary>Writes the plan, or finds it there, and reads the results that belong to it; cells that failed are tried again.</summary>
    /// <param name="earlier">Measurements of other ledgers: the same cell is the same measurement.</param>
    /// <exception cref="InputException">The folder holds another plan, is in use, or a line was changed.</exception>
    public static LedgerStore Open(string folder, LedgerPlan plan, LedgerHeader header, IReadOnlyList<CellResult> earlier, out Dictionary<string, CellResult> done)
    {
        Directory.CreateDirectory(folder);
        FileStream held = Held(folder);
        try
        {
            string planPath = Path.Combine(folder, PlanName), path = Path.Combine(folder, ResultsName);
            if (File.Exists(planPath) && File.ReadAllText(planPath) != plan.Text)
            {
                throw new InputException("it holds another plan (other claims, another scale, or another version of mlcompare)", planPath, "use another --out, or take the old files away");
            }

            if (!File.Exists(planPath))
            {
                File.WriteAllText(planPath + ".new", plan.Text);
                File.Move(planPath + ".new", planPath);
            }

            HashSet<string> planned = [.. plan.Cells.Select(cell => cell.Key)];
            (LedgerHeader? before, List<CellResult> rows) = Read(path);
            done = [];
            foreach (CellResult row in rows.Where(row => row.Values is not null && planned.Contains(row.Key)))
            {
                done.TryAdd(row.Key, row);
            }

            if (before is not null && before.Plan != plan.Hash)
            {
                throw new InputException("its results were made for another plan", path, "use another --out, or take the old files away");
            }

            LedgerHeader kept = before ?? header;
            foreach (CellResult row in earlier.Where(row => row.Values is not null && planned.Contains(row.Key) && row.Cell.Key == row.Key))
            {
                kept = done.TryAdd(row.Key, row) ? kept with { Earlier = kept.Earlier + 1 } : kept;
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
                header = ResultLine.Read<LedgerHeader>(lines[i], path, 1, mayLackCheck: false);
            }
            else
            {
                rows.Add(ResultLine.Read<CellResult>(lines[i], path, i + 1, mayLackCheck: false));
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

    /// <summary>Puts the results in the order of the plan.</summary>
    public void Complete(LedgerPlan plan, IReadOnlyDictionary<string, CellResult> results)
    {
        stream.Dispose();
        Rewrite(path, header, [.. plan.Cells.Select(cell => results.GetValueOrDefault(cell.Key)).OfType<CellResult>()]);
    }

    public void Dispose()
    {
        stream.Dispose();
        held.Dispose();
    }

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
