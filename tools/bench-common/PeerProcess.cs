using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlCompare.BenchCommon;

/// <summary>A Python process that fits the peers: one job a line to its standard input, one answer a line back.</summary>
internal sealed class PeerProcess : IDisposable
{
    private const string AnswerMark = "answer ";

    private readonly Process process;

    private PeerProcess(Process process)
    {
        this.process = process;
    }

    /// <summary>Peers found ("hgb", "xgboost") with the versions of their packages.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; private init; } = new Dictionary<string, string>();

    /// <summary>Starts Python; null, with the reason printed, when it cannot.</summary>
    /// <param name="threads">Of its numerical libraries.</param>
    /// <param name="libraries">Folder searched first for those; null: what the system has.</param>
    public static PeerProcess? Start(string python, int threads = 1, string? libraries = null)
    {
        ProcessStartInfo start = new(python, ["-u", Path.Combine(AppContext.BaseDirectory, "peers.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string name in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
        {
            start.Environment[name] = threads.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        start.Environment["PYTHONWARNINGS"] = "ignore";
        if (libraries is not null)
        {
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        }

        try
        {
            PeerProcess bare = new(Process.Start(start)!);
            JsonObject versions = bare.Ask(new JsonObject { ["action"] = "versions" });
            return new PeerProcess(bare.process) { Versions = versions.ToDictionary(pair => pair.Key, pair => (string)pair.Value!) };
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            Console.WriteLine($"no Python peers: {error.Message} (install python3, python3-sklearn and python3-xgboost, or name another --python)");
            return null;
        }
    }

    /// <exception cref="IOException">Python ended without an answer; what it said stands on standard error.</exception>
    public JsonObject Ask(JsonObject job)
    {
        process.StandardInput.WriteLine(job.ToJsonString());
        process.StandardInput.Flush();
        while (process.StandardOutput.ReadLine() is string line)
        {
            if (line.StartsWith(AnswerMark, StringComparison.Ordinal))
            {
                return JsonNode.Parse(line[AnswerMark.Length..])!.AsObject();
            }
        }

        throw new IOException($"the Python peers gave no answer to {JsonSerializer.Serialize(job)}");
    }

    /// <summary>Fits one peer on the rows of a folder.</summary>
    /// <param name="predictions">Where to write the predictions of the test rows (float64); empty: nowhere.</param>
    public JsonObject Fit(string peer, string folder, JsonObject settings, string predictions = "", bool latency = false) => Ask(new JsonObject
    {
        ["action"] = "fit",
        ["peer"] = peer,
        ["folder"] = folder,
        ["settings"] = settings.DeepClone(),
        ["seed"] = 0,
        ["threads"] = 1,
        ["out"] = predictions,
        ["latency"] = latency,
    });

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
