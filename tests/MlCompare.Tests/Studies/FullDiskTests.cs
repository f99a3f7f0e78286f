using System.Diagnostics;
using MlCompare.Studies;
using MlCompare.Tests.Support;
using Xunit.Abstractions;

namespace MlCompare.Tests.Studies;

public class FullDiskTests(ITestOutputHelper output)
{
    [SmallDiskFact]
    public void Full_disk_is_one_line_and_nothing_is_lost()
    {
        using TempFolder folder = new("full-disk");
        string study = Path.Combine(folder.Path, "plan.json"), alone = Path.Combine(folder.Path, "alone"), disk = Path.Combine(folder.Path, "disk"), moved = Path.Combine(folder.Path, "moved");
        StudyFile.Write(
            new Study
            {
                Name = "disk",
                Datasets = ["axis-boxes"],
                Learners = [new LearnerPlan("constant"), new LearnerPlan("linear")],
                Sizes = [60],
                Noise = [0, 0.2],
                Replicates = 15,
                TestRows = 100,
            },
            study);
        Assert.Equal(0, MlCompareProcess.Run("run", study, "--out", alone, "--workers", "1").ExitCode);
        Directory.CreateDirectory(disk);
        Assert.Equal(0, SmallDiskFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=36k", "tmpfs", disk));
        try
        {
            (int exitCode, _, string error) = MlCompareProcess.Run("run", study, "--out", disk, "--workers", "2");
            output.WriteLine(error);
            Assert.Equal(2, exitCode);
            Assert.Contains("; check the disk", error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
            Assert.InRange(ResultStore.Read(disk).Rows.Length, 1, 59);
            Assert.EndsWith("}\n", File.ReadAllText(Path.Combine(disk, ResultStore.ResultsName)), StringComparison.Ordinal);
            Directory.CreateDirectory(moved);
            foreach (string file in Directory.EnumerateFiles(disk))
            {
                File.Copy(file, Path.Combine(moved, Path.GetFileName(file)));
            }
        }
        finally
        {
            SmallDiskFactAttribute.Run("umount", disk);
        }

        // Where there is room it goes on, and ends as if nothing had been.
        Assert.Equal(0, MlCompareProcess.Run("run", study, "--out", moved, "--workers", "1").ExitCode);
        Assert.Equal(Comparable(alone), Comparable(moved));
    }

    [SmallDiskFact]
    public void Read_only_disk_is_one_line_and_leaves_what_is_there()
    {
        using TempFolder folder = new("read-only");
        string study = Path.Combine(folder.Path, "plan.json"), disk = Path.Combine(folder.Path, "disk");
        StudyFile.Write(
            new Study { Name = "disk", Datasets = ["axis-boxes"], Learners = [new LearnerPlan("constant")], Sizes = [60], Noise = [0], Replicates = 2, TestRows = 100 }, study);
        Directory.CreateDirectory(disk);
        Assert.Equal(0, SmallDiskFactAttribute.Run("mount", "-t", "tmpfs", "tmpfs", disk));
        try
        {
            Assert.Equal(0, MlCompareProcess.Run("run", study, "--out", disk, "--workers", "1").ExitCode);
            string before = File.ReadAllText(Path.Combine(disk, ResultStore.ResultsName));
            Assert.Equal(0, SmallDiskFactAttribute.Run("mount", "-o", "remount,ro", disk));
            (int exitCode, string output, string error) = MlCompareProcess.Run("run", study, "--out", disk, "--workers", "1");
            Assert.Equal((2, ""), (exitCode, output));
            Assert.Matches(@"^mlcompare: \S+: nothing can be written here \(Read-only file system.*\); use another --out\n$", error);
            Assert.Equal(before, File.ReadAllText(Path.Combine(disk, ResultStore.ResultsName)));
        }
        finally
        {
            SmallDiskFactAttribute.Run("umount", disk);
        }
    }

    private static string Comparable(string folder) => CoinStudy.WithoutTimes(File.ReadAllText(Path.Combine(folder, ResultStore.ResultsName)));

    /// <summary>A fact that mounts a small disk; skipped where that is not allowed.</summary>
    private sealed class SmallDiskFactAttribute : FactAttribute
    {
        public SmallDiskFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || Run("unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", "/mnt") != 0)
            {
                Skip = "a small disk cannot be mounted here: that needs Linux and root";
            }
        }

        public static int Run(string program, params string[] arguments)
        {
            ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            try
            {
                using Process process = Process.Start(start)!;
                process.WaitForExit();
                return process.ExitCode;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return -1;
            }
        }
    }
}
