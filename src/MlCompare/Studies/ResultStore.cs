using System.Text;
using System.Text.Json;

namespace MlCompare.Studies;

/// <summary>
/// The results of one study in one folder: <c>results.jsonl</c> holds the header and the rows in plan order; rows that finish before
/// an earlier one wait in <c>results.pending.jsonl</c>, on disk at once. A kill at any moment loses at most the trial being
/// computed; a torn last line is dropped on reading.
/// </summary>
public sealed class ResultStore : IDisposable
{
    public const string ResultsName = "results.jsonl";
    public const string PendingName = "results.pending.jsonl";
    public const string StudyName = "study.json";

    private const string LockName = "results.lock";

    private readonly string folder;
    private readonly FileStream held;
    private readonly FileStream results;
    private FileStream? pending;

    private ResultStore(string folder, FileStream held, FileStream results)
    {
        this.folder = folder;
        this.held = held;
        this.results = results;
    }

    /// <summary>
    /// Opens the folder for a plan and returns the rows that are already there, by key. Failed rows are left out, so that they are
    /// tried again.
    /// </summary>
    /// <exception cref="InputException">The folder holds another study, other data, or is in use.</exception>
    public static ResultStore Open(
        string folder, StudyHeader header, IReadOnlyList<TrialPlan> plan, out Dictionary<string, TrialRow> done)
    {
        string path = Path.Combine(folder, ResultsName);
        FileStream held = Lock(folder);
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            (StudyHeader? before, List<TrialRow> rows) = ReadLines(stream, path);
            if (before is not null)
            {
                CheckSame(before, header, path);
            }

            rows.AddRange(ReadPending(folder));
            done = [];
            HashSet<string> planned = [.. plan.Select(trial => trial.Key)];
            foreach (TrialRow row in rows.Where(row => row.Outcome != Outcome.Failed && planned.Contains(row.Key)))
            {
                done.TryAdd(row.Key, row);
            }

            Rewrite(folder, stream, header, plan, done);
            return new ResultStore(folder, held, stream);
        }
        catch
        {
            stream?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Reads a folder's study, header and rows for a report.</summary>
    /// <exception cref="InputException">No results there, or not readable.</exception>
    public static StudyResults Read(string folder)
    {
        string path = Path.Combine(folder, ResultsName);
        string studyPath = Path.Combine(folder, StudyName);
        if (!File.Exists(path) || !File.Exists(studyPath))
        {
            throw new InputException(
                $"no {(File.Exists(path) ? StudyName : ResultsName)} there", folder, "name the folder that 'mlcompare compare' or 'mlcompare run' wrote");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        (StudyHeader? header, List<TrialRow> rows) = ReadLines(stream, path);
        if (header is null)
        {
            throw new InputException("it has no header line", path, "run the study again");
        }

        HashSet<string> keys = [.. rows.Select(row => row.Key)];
        rows.AddRange(ReadPending(folder).Where(row => keys.Add(row.Key)));
        return new StudyResults(StudyFile.Read(studyPath), header, [.. rows]);
    }

    /// <summary>Appends a row to the results; it must be the next in plan order.</summary>
    public void Append(TrialRow row) => Write(results, row);

    /// <summary>Keeps a row that came before its turn.</summary>
    public void AppendPending(TrialRow row)
    {
        pending ??= new FileStream(Path.Combine(folder, PendingName), FileMode.Append, FileAccess.Write, FileShare.Read);
        Write(pending, row);
    }

    /// <summary>Says that every row is in place: the waiting file is no longer needed.</summary>
    public void Complete()
    {
        results.Flush(flushToDisk: true);
        pending?.Dispose();
        pending = null;
        File.Delete(Path.Combine(folder, PendingName));
    }

    public void Dispose()
    {
        pending?.Dispose();
        results.Dispose();
        held.Dispose();
    }

    private static void Rewrite(
        string folder, FileStream stream, StudyHeader header, IReadOnlyList<TrialPlan> plan, Dictionary<string, TrialRow> done)
    {
        List<TrialRow> prefix = [];
        foreach (TrialPlan trial in plan)
        {
            if (!done.TryGetValue(trial.Key, out TrialRow? row))
            {
                break;
            }

            prefix.Add(row);
        }

        // Pending first: until the results file is whole again, every kept row stands in one of the two.
        HashSet<string> inPrefix = [.. prefix.Select(row => row.Key)];
        IEnumerable<TrialRow> waiting = plan.Where(trial => done.ContainsKey(trial.Key)).Select(trial => done[trial.Key]);
        string pendingPath = Path.Combine(folder, PendingName);
        File.WriteAllLines(pendingPath + ".new", waiting.Select(Serialize));
        File.Move(pendingPath + ".new", pendingPath, overwrite: true);

        stream.SetLength(0);
        stream.Write(Line(JsonSerializer.Serialize(header, StudyJson.Line)));
        foreach (TrialRow row in prefix)
        {
            stream.Write(Line(Serialize(row)));
        }

        stream.Flush(flushToDisk: true);
        File.WriteAllLines(pendingPath + ".new", waiting.Where(row => !inPrefix.Contains(row.Key)).Select(Serialize));
        File.Move(pendingPath + ".new", pendingPath, overwrite: true);
    }

    /// <summary>One writer a folder: the lock goes with the process, however it ends.</summary>
    private static FileStream Lock(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                File.Exists(folder) ? "this is a file, and results need a folder" : $"the folder cannot be made ({error.Message.TrimEnd('.')})", folder, "use another --out");
        }

        try
        {
            return new FileStream(
                Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new InputException("results cannot be written here (another mlcompare may be at work)", folder, "wait for it, or use another --out");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException("no right to write here", folder, "use another --out");
        }
    }

    private static void CheckSame(StudyHeader before, StudyHeader now, string path)
    {
        if (before.StudyHash != now.StudyHash)
        {
            throw new InputException("it holds results of another plan", path, "use another --out, or delete the folder");
        }

        foreach (DatasetSummary set in now.Datasets)
        {
            DatasetSummary? old = before.Datasets.FirstOrDefault(other => other.Id == set.Id);
            if (old is not null && old.ContentHash != set.ContentHash)
            {
                throw new InputException(
                    $"data set '{set.Id}' has changed since (content {old.ContentHash[..12]}…, now {set.ContentHash[..12]}…)",
                    path,
                    "use another --out, or bring the old data back");
            }
        }
    }

    private static IEnumerable<TrialRow> ReadPending(string folder)
    {
        string path = Path.Combine(folder, PendingName);
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (string line in WholeLines(File.ReadAllBytes(path)))
        {
            yield return ParseRow(line, path);
        }
    }

    private static (StudyHeader? Header, List<TrialRow> Rows) ReadLines(FileStream stream, string path)
    {
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        StudyHeader? header = null;
        List<TrialRow> rows = [];
        foreach (string line in WholeLines(bytes))
        {
            if (header is null)
            {
                header = Parse<StudyHeader>(line, path, 1);
            }
            else
            {
                rows.Add(ParseRow(line, path, rows.Count + 2));
            }
        }

        return (header, rows);
    }

    /// <summary>Lines that end with a line feed; what follows the last one is torn and dropped.</summary>
    private static IEnumerable<string> WholeLines(byte[] bytes)
    {
        int start = 0;
        while (Array.IndexOf(bytes, (byte)'\n', start) is int end and >= 0)
        {
            yield return Encoding.UTF8.GetString(bytes, start, end - start);
            start = end + 1;
        }
    }

    private static TrialRow ParseRow(string line, string path, int number = 0) => Parse<TrialRow>(line, path, number);

    private static T Parse<T>(string line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, StudyJson.Line)!;
        }
        catch (JsonException error)
        {
            throw new InputException(
                $"line {number} is not what mlcompare wrote ({error.Message})", path, "delete that line; its trial will run again");
        }
    }

    private static string Serialize(TrialRow row) => JsonSerializer.Serialize(row, StudyJson.Line);

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");

    private static void Write(FileStream stream, TrialRow row)
    {
        stream.Write(Line(Serialize(row)));
        stream.Flush();
    }
}
