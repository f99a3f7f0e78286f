using System.Diagnostics;
using MlCompare.Native.Workers;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

/// <summary><c>--isolate</c> and <c>--memory</c> as their users meet them.</summary>
[Collection(OneConsole.Name)]
public class IsolationTests
{
    [Fact]
    public void Trials_above_the_ceiling_fail_with_it_in_their_reason_and_the_same_study_completes_without()
    {
        using TempFolder folder = new("memory");
        string study = folder.Write("study.json", """{ "name": "small", "datasets": ["axis-boxes"], "learners": [{ "id": "linear" }], "sizes": [60], "noise": [0], "replicates": 2, "testRows": 50 }""");
        try
        {
            // No process with the framework in it holds as little.
            Assert.Equal(1, InProcess.Run("run", study, "--memory", "5MiB").ExitCode);
            TrialRow[] rows = [.. ResultStore.Read(folder.Path).Rows];
            Assert.Equal(2, rows.Length);
            Assert.All(rows, row => Assert.Equal((Outcome.Failed, "needed more than 5 MiB"), (row.Outcome, row.Reason)));
            Assert.Equal(0, InProcess.Run("run", study, "--isolate").ExitCode);
            Assert.All(ResultStore.Read(folder.Path).Rows, row => Assert.Equal(Outcome.Completed, row.Outcome));
        }
        finally
        {
            WorkerPool.MemoryCeiling = null;
        }
    }

    [Theory]
    [InlineData("gone", "the temporary folder .*gone/ is not there; set TMPDIR to a folder that is there and can be written to$")]
    [InlineData("a-very-long-name-that-leaves-no-room-for-the-name-of-a-pipe-because-a-socket-has-a-path-of-a-hundred-bytes-at-most", "is too long for a pipe; set TMPDIR to a shorter one$")]
    public async Task A_temporary_folder_where_no_worker_can_be_reached_is_one_line(string name, string said)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using TempFolder folder = new("no-tmp");
        string study = folder.Write("study.json", """{ "name": "small", "datasets": ["axis-boxes"], "learners": [{ "id": "constant" }], "sizes": [60], "noise": [0], "replicates": 1, "testRows": 50 }""");
        (int code, string error) = await Run("--isolate");
        Assert.Equal(2, code);
        Assert.Matches($"^mlcompare: --isolate: no worker process can be started: .*{said}", Assert.Single(error.TrimEnd().Split('\n')));

        // Whoever needs no worker needs no such folder.
        (code, error) = await Run();
        Assert.True(code == 0, error);

        async Task<(int ExitCode, string Error)> Run(params string[] more)
        {
            using Process process = MlCompareProcess.Start(info => info.Environment["TMPDIR"] = Path.Combine(folder.Path, name), ["run", study, .. more]);
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            await output;
            return (process.ExitCode, await error);
        }
    }

    [Theory]
    [InlineData("lots")]
    [InlineData("4")]
    [InlineData("-1GiB")]
    [InlineData("4GB/s")]
    [InlineData("0GiB")]
    public void What_is_no_amount_of_memory_is_refused(string amount)
    {
        using TempFolder folder = new("no-memory");
        string study = folder.Write("study.json", """{ "name": "small", "datasets": ["axis-boxes"], "learners": [{ "id": "linear" }] }""");
        Assert.Equal($"--memory: '{amount}' is no amount of memory; write for example --memory 4GiB", InProcess.Refused("run", study, $"--memory={amount}"));
    }

    [Theory]
    [InlineData("4GiB", 4L << 30, "4 GiB")]
    [InlineData("1.5g", 3L << 29, "1.5 GiB")]
    [InlineData("300 mib", 300L << 20, "300 MiB")]
    [InlineData("7K", 7L << 10, "7 KiB")]
    public void Amounts_of_memory_are_read_as_people_write_them(string text, long bytes, string said)
    {
        Assert.Equal(bytes, MemorySize.Parse(text));
        Assert.Equal(said, MemorySize.Text(bytes));
    }
}
