using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace MlCompare.Native.Workers;

/// <summary>
/// How to start this assembly as another process: with the framework that runs now, from wherever this assembly lies (build folder,
/// installed tool, program that uses the packages).
/// </summary>
internal static class WorkerLaunch
{
    /// <summary>A worker that has not called back by then is given up.</summary>
    public const int StartSeconds = 60;

    /// <summary>A socket's path in bytes, which is the pipe's on Unix: 104 with its end on macOS, 108 on Linux.</summary>
    private const int LongestSocketPath = 103;

    private static readonly Lock Gate = new();
    private static string? settingsFile;

    /// <summary>Why no worker can be started here, as one sentence; null when one can.</summary>
    public static string? Obstacle => Missing ?? TemporaryFolder();

    private static string? Missing { get; } =
        Assembly.Length == 0 ? "the program is published as one file, and native code needs MlCompare.Native.dll beside it to run in another process"
        : DotnetHost() is null ? "no dotnet host was found to run native code in another process; set DOTNET_ROOT to the folder that holds it"
        : null;

    private static string Assembly => typeof(WorkerLaunch).Assembly.Location;

    public static Process Start(string pipeName)
    {
        ProcessStartInfo info = new(DotnetHost()!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // NVIDIA's matrix products repeat themselves only with a work space of fixed size, which is read when a process first uses them.
            Environment = { ["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8" },
        };
        foreach (string argument in (string[])["exec", "--runtimeconfig", SettingsFile(), Assembly, pipeName])
        {
            info.ArgumentList.Add(argument);
        }

        return Process.Start(info) ?? throw new WorkerDiedException("The worker process could not be started.");
    }

    /// <summary>Pipes and settings lie there.</summary>
    private static string? TemporaryFolder()
    {
        const string Remedy = "set TMPDIR to a folder that is there and can be written to";
        string folder = Path.GetTempPath();
        if (!OperatingSystem.IsWindows() && Encoding.UTF8.GetByteCount(Path.Combine(folder, $"CoreFxPipe_mlcompare-{Environment.ProcessId}-00000")) > LongestSocketPath)
        {
            return $"the path of the temporary folder {folder} is too long for a pipe; set TMPDIR to a shorter one";
        }

        try
        {
            SettingsFile();
            return null;
        }
        catch (IOException) when (!Directory.Exists(folder))
        {
            return $"the temporary folder {folder} is not there; {Remedy}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"nothing can be written into the temporary folder {folder} ({error.Message.TrimEnd('.')}); {Remedy}";
        }
    }

    private static string? DotnetHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string framework = RuntimeEnvironment.GetRuntimeDirectory();
        string?[] candidates =
        [
            Environment.ProcessPath is string own && Path.GetFileName(own) == name ? own : null,
            Path.GetFullPath(Path.Combine(framework, "..", "..", "..", name)),
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is string root ? Path.Combine(root, name) : null,
        ];
        return candidates.FirstOrDefault(candidate => candidate is not null && File.Exists(candidate));
    }

    /// <summary>
    /// The host wants a file that names the framework; a package does not bring one, so it is written once a process, into a folder that
    /// nobody else can write to.
    /// </summary>
    private static string SettingsFile()
    {
        lock (Gate)
        {
            if (settingsFile is null || !File.Exists(settingsFile))
            {
                DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-worker-");
                settingsFile = Path.Combine(folder.FullName, "worker.runtimeconfig.json");
                File.WriteAllText(
                    settingsFile,
                    $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" }, "configProperties": { "System.Globalization.Invariant": true } } }""");
                AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
            }

            return settingsFile;
        }
    }
}
