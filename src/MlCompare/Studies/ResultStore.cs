using System.Text;

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
    private bool failed;

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
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            (StudyHeader? before, List<TrialRow> rows, long length) = ResultReader.Results(stream, path);
            if (before is not null)
            {
                CheckSame(before, header, path);
            }

            TrialRow[] pending = [.. ResultReader.Pending(folder, before)];
            bool inPlace = pending.Length == 0 && before is not null && ResultLine.Write(before) == ResultLine.Write(header) && rows.Count <= plan.Count
                && rows.Zip(plan).All(pair => pair.First.Key == pair.Second.Key && pair.First.Outcome != Outcome.Failed);
            rows.AddRange(pending);
            done = [];
            HashSet<string> planned = [.. plan.Select(trial => trial.Key)];
            foreach (TrialRow row in rows.Where(row => row.Outcome != Outcome.Failed && planned.Contains(row.Key)))
            {
                done.TryAdd(row.Key, row);
            }

            if (inPlace)
            {
                stream.SetLength(length);
            }
            else
            {
                Rewrite(folder, stream, header, plan, done);
            }

            return new ResultStore(folder, held, stream);
        }
        catch
        {
            stream?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Writes all rows of a finished plan at once; what was there before is replaced.</summary>
    /// <exception cref="InputException">The folder cannot be written to or is in use.</exception>
    public static void Write(string folder, StudyHeader header, IReadOnlyList<TrialRow> rows)
    {
        using FileStream held = Lock(folder);
        string path = Path.Combine(folder, ResultsName);
        File.WriteAllText(path + ".new", string.Concat(rows.Select(ResultLine.Write).Prepend(ResultLine.Write(header)).Select(line => line + "\n")));
        File.Move(path + ".new", path, overwrite: true);
        File.Delete(Path.Combine(folder, PendingName));
    }

    /// <summary>Moves the results of a folder into a folder of their own inside it (old-1, old-2, …), so that a plan can start anew.</summary>
    /// <returns>Where they are now; null when there were none.</returns>
    public static string? SetAside(string folder)
    {
        if (!File.Exists(Path.Combine(folder, ResultsName)) && !File.Exists(Path.Combine(folder, PendingName)))
        {
            return null;
        }

        using FileStream held = Lock(folder);
        int number = 1;
        while (Directory.Exists(Path.Combine(folder, FormattableString.Invariant($"old-{number}"))))
        {
            number++;
        }

        DirectoryInfo old = Directory.CreateDirectory(Path.Combine(folder, FormattableString.Invariant($"old-{number}")));
        foreach (string name in (string[])[PendingName, ResultsName, StudyName, Exports.ExportRecord.Name, "report.html"])
        {
            if (File.Exists(Path.Combine(folder, name)))
            {
                // The plan may be the very file that is about to be run: a copy stays.
                (name == StudyName ? (Action<string, string>)File.Copy : File.Move)(Path.Combine(folder, name), Path.Combine(old.FullName, name));
            }
        }

        return old.FullName;
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
        (StudyHeader? header, List<TrialRow> rows, _) = ResultReader.Results(stream, path);
        if (header is null)
        {
            throw new InputException("it has no header line", path, "run the study again");
        }

        HashSet<string> keys = [.. rows.Select(row => row.Key)];
        rows.AddRange(ResultReader.Pending(folder, header).Where(row => keys.Add(row.Key)));
        return new StudyResults(StudyFile.Read(studyPath), header, [.. rows]);
    }

    /// <summary>Appends a row to the results; it must be the next in plan order.</summary>
    public void Append(TrialRow row) => Write(results, row);

    /// <summary>Keeps a row that came before its turn.</summary>
    public void AppendPending(TrialRow row)
    {
        pending ??= new FileStream(Path.Combine(folder, PendingName), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
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
        File.WriteAllLines(pendingPath + ".new", waiting.Select(ResultLine.Write));
        File.Move(pendingPath + ".new", pendingPath, overwrite: true);

        stream.SetLength(0);
        stream.Write(Line(string.Join('\n', prefix.Select(ResultLine.Write).Prepend(ResultLine.Write(header)))));

        stream.Flush(flushToDisk: true);
        File.WriteAllLines(pendingPath + ".new", waiting.Where(row => !inPrefix.Contains(row.Key)).Select(ResultLine.Write));
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
            throw WhyNothing(folder) is string reason
                ? new InputException($"nothing can be written here ({reason})", folder, "use another --out")
                : new InputException("results cannot be written here (another mlcompare may be at work)", folder, "wait for it, or use another --out");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException("no right to write here", folder, "use another --out");
        }
    }

    /// <summary>Why no file of any name can be made in the folder, such as a disk that is read-only; null when one can.</summary>
    private static string? WhyNothing(string folder)
    {
        try
        {
            using FileStream probe = new(Path.Combine(folder, $"{LockName}.{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message.TrimEnd('.');
        }
    }

    private static void CheckSame(StudyHeader before, StudyHeader now, string path)
    {
        if (before.StudyHash != now.StudyHash)
        {
            throw new InputException("it holds results of another plan", path, "use another --out, or start anew with --new (what is there is kept)");
        }

        if (before.Shard is null != now.Shard is null
            || (before.Shard is ShardSummary old && (old.Count != now.Shard!.Count || !old.Keys.SequenceEqual(now.Shard.Keys))))
        {
            throw new InputException("it holds another part of the study", path, "use another --out, or start anew with --new (what is there is kept)");
        }

        CheckData(before, now, path);
    }

    /// <exception cref="InputException">A data set of one does not have the content that it has in the other.</exception>
    internal static void CheckData(StudyHeader before, StudyHeader now, string path)
    {
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

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");

    /// <summary>A row is written whole or not at all: what came of a write that failed (a full disk) is taken back, and no other follows it.</summary>
    private void Write(FileStream stream, TrialRow row)
    {
        if (failed)
        {
            throw new IOException("an earlier row could not be written");
        }

        long start = stream.Length;
        try
        {
            stream.Seek(0, SeekOrigin.End);
            stream.Write(Line(ResultLine.Write(row)));
        }
        catch (IOException)
        {
            failed = true;
            stream.SetLength(start);
            throw;
        }
    }
}
