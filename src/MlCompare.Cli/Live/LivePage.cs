using System.Net;
using System.Security.Cryptography;
using System.Text;
using MlCompare.Reports;
using MlCompare.Studies;

namespace MlCompare.Cli.Live;

/// <summary>What the frame asks every second: has the report changed, and is it the last one?</summary>
/// <param name="Version">Grows with what is in the files; equal versions are equal reports.</param>
/// <param name="Ended">No more trials will come.</param>
internal sealed record LiveState(long Version, bool Ended);

/// <summary>The report of a folder, made again when its files have grown, and the frame that shows it.</summary>
internal sealed class LivePage(string folder)
{
    private readonly Lock gate = new();
    private string html = "";
    private long made = -1;
    private bool last;

    /// <summary>A page with the report in it, which fetches the next one when there is one and keeps the place the reader is at.</summary>
    public static string Frame { get; } = Read("live.html");

    /// <summary>The frame may fetch from its own server, show what it fetches, and run its one script.</summary>
    public static string FramePolicy { get; } =
        $"default-src 'none'; connect-src 'self'; frame-src 'self'; style-src '{Hash("style")}'; script-src '{Hash("script")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public LiveState State(bool ended) => new(Version(), ended);

    /// <summary>The page as the files are now, and whether it was made after the last trial.</summary>
    public (string Html, bool Last) Current(bool ended)
    {
        lock (gate)
        {
            long version = Version();
            if (version != made || (ended && !last))
            {
                html = Make();
                (made, last) = (version, ended);
            }

            return (html, last);
        }
    }

    private string Make()
    {
        try
        {
            return ReportWriter.Render(ResultStore.Read(folder));
        }
        catch (InputException error)
        {
            // Nothing is written before the data are read.
            return $"<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>MlCompare</title><p>No trial yet ({WebUtility.HtmlEncode(error.What)}).</p></html>";
        }
    }

    private long Version() => new[] { ResultStore.ResultsName, ResultStore.PendingName, ResultStore.StudyName }
        .Select(name => new FileInfo(Path.Combine(folder, name)))
        .Where(file => file.Exists)
        .Sum(file => file.Length);

    private static string Read(string name)
    {
        using Stream stream = typeof(LivePage).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string element)
    {
        int start = Frame.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        string text = Frame[start..Frame.IndexOf($"</{element}>", StringComparison.Ordinal)];
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
