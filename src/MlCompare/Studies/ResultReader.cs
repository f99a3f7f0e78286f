using System.Text;

namespace MlCompare.Studies;

/// <summary>Reads the files of a <see cref="ResultStore"/>.</summary>
internal static class ResultReader
{
    /// <summary>Schema of the first files whose lines have a checksum.</summary>
    private const int Checked = 2;

    /// <summary>Header (null when there is none yet) and rows of <c>results.jsonl</c>, and the length of its whole lines in bytes.</summary>
    /// <exception cref="InputException">A line is not what was written.</exception>
    public static (StudyHeader? Header, List<TrialRow> Rows, long Length) Results(FileStream stream, string path)
    {
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        StudyHeader? header = null;
        List<TrialRow> rows = [];
        foreach (string line in WholeLines(bytes))
        {
            if (header is null)
            {
                header = ResultLine.Read<StudyHeader>(line, path, 1, mayLackCheck: true, ResultLine.HeaderRemedy);
                if (header.Schema >= Checked)
                {
                    _ = ResultLine.Read<StudyHeader>(line, path, 1, mayLackCheck: false, ResultLine.HeaderRemedy);
                }
            }
            else
            {
                rows.Add(ResultLine.Read<TrialRow>(line, path, rows.Count + 2, header.Schema < Checked));
            }
        }

        return (header, rows, Array.LastIndexOf(bytes, (byte)'\n') + 1);
    }

    /// <summary>Rows that wait for their turn.</summary>
    public static IEnumerable<TrialRow> Pending(string folder, StudyHeader? header)
    {
        string path = Path.Combine(folder, ResultStore.PendingName);
        return !File.Exists(path)
            ? []
            : WholeLines(File.ReadAllBytes(path)).Select((line, i) => ResultLine.Read<TrialRow>(line, path, i + 1, header is { Schema: < Checked }));
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
}
