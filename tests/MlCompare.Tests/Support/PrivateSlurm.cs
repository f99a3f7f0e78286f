using System.Diagnostics;
using System.Runtime.Versioning;

namespace MlCompare.Tests.Support;

/// <summary>A real Slurm of two nodes on this machine, with its own keys, ports and folders; gone at the end.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PrivateSlurm : IDisposable
{
    private readonly TempFolder folder = new("slurm");
    private readonly string configuration;
    private readonly List<Process> daemons = [];

    public PrivateSlurm(int firstPort)
    {
        string host = Environment.MachineName.Split('.')[0];
        string socket = Path.Combine(folder.Path, "munge.socket"), key = Path.Combine(folder.Path, "munge.key");
        File.WriteAllBytes(key, System.Security.Cryptography.RandomNumberGenerator.GetBytes(1024));
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        configuration = folder.Write("slurm.conf", $"""
            ClusterName=test
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={firstPort}
            AuthType=auth/munge
            AuthInfo=socket={socket}
            CredType=cred/munge
            StateSaveLocation={Path.Combine(folder.Path, "state")}
            SlurmdSpoolDir={Path.Combine(folder.Path, "spool-%n")}
            SlurmctldPidFile={Path.Combine(folder.Path, "slurmctld.pid")}
            SlurmdPidFile={Path.Combine(folder.Path, "slurmd-%n.pid")}
            SlurmUser=root
            ProctrackType=proctrack/pgid
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            ReturnToService=2
            SlurmdTimeout=10
            KillWait=5
            SchedulerParameters=bf_interval=2,sched_interval=2
            NodeName=n[1-2] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{firstPort + 1}-{firstPort + 2}] CPUs=1 State=UNKNOWN
            PartitionName=short Nodes=n[1-2] Default=YES MaxTime=INFINITE State=UP

            """);
        Directory.CreateDirectory(Path.Combine(folder.Path, "state"));
        Daemon(
            "munged", "--foreground", "--force", $"--socket={socket}", $"--key-file={key}", $"--pid-file={Path.Combine(folder.Path, "munged.pid")}",
            $"--log-file={Path.Combine(folder.Path, "munged.log")}", $"--seed-file={Path.Combine(folder.Path, "munged.seed")}");
        Wait(() => File.Exists(socket), "munged");
        Daemon("slurmctld", "-D", "-f", configuration);
        Daemon("slurmd", "-D", "-N", "n1", "-f", configuration);
        Daemon("slurmd", "-D", "-N", "n2", "-f", configuration);
        Wait(() => Ask("sinfo", "-h", "-o", "%T").Trim() == "idle", "two idle nodes");
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing => !OperatingSystem.IsLinux() || Environment.UserName != "root" ? "a private Slurm needs Linux and root"
        : new[] { "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged", "/usr/bin/sbatch" }.All(File.Exists)
            ? null
            : "Slurm is absent: apt-get install slurmctld slurmd slurm-client munge";

    /// <summary>Tells a child process where this Slurm is.</summary>
    public void Configure(ProcessStartInfo start) => start.Environment["SLURM_CONF"] = configuration;

    public string Ask(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Configure(start);
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    /// <summary>Ends the second node as a power cut would: its daemon and all that runs on it, at once.</summary>
    /// <returns>The processes of jobs that were lost.</returns>
    public int CutSecondNode()
    {
        daemons[^1].Kill();
        int lost = 0;
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "environ")).Split('\0').Contains("SLURMD_NODENAME=n2"))
                {
                    int parent = int.Parse(File.ReadLines(Path.Combine(process, "status")).First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..], null);
                    if (File.ReadAllText($"/proc/{parent}/cmdline").Contains("slurmstepd", StringComparison.Ordinal))
                    {
                        Process.GetProcessById(parent).Kill();
                    }

                    Process.GetProcessById(int.Parse(Path.GetFileName(process), null)).Kill();
                    lost++;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                // It has just ended.
            }
        }

        return lost;
    }

    public static void Wait(Func<bool> holds, string what, int seconds = 60)
    {
        long start = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < seconds, $"waited {seconds} s for {what}");
            Thread.Sleep(200);
        }
    }

    public void Dispose()
    {
        Ask("scancel", "--user=root", "--signal=KILL");
        foreach (Process daemon in Enumerable.Reverse(daemons))
        {
            daemon.Kill();
            daemon.WaitForExit();
            daemon.Dispose();
        }

        folder.Dispose();
    }

    private void Daemon(string program, params string[] arguments)
    {
        ProcessStartInfo start = new($"/usr/sbin/{program}", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Configure(start);
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        daemons.Add(process);
    }
}

/// <summary>A fact that needs a private Slurm; skipped, with the reason, where there can be none.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute() => Skip = PrivateSlurm.Missing;
}
