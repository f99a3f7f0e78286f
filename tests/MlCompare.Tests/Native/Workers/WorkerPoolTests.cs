using System.Diagnostics;
using MlCompare.Native.Workers;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native.Workers;

public class WorkerPoolTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(65_536)]
    [InlineData(3_000_001)]
    public void Messages_of_any_size_go_there_and_back(int size)
    {
        byte[] bytes = [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31))];
        (int process, byte[] answer) = Echo(bytes);
        Assert.NotEqual(Environment.ProcessId, process);
        Assert.Equal([.. bytes, .. bytes], answer);
    }

    [Fact]
    public void What_a_job_throws_is_thrown_here_and_its_worker_goes_on()
    {
        using Worker worker = new();
        WorkerJobException error = Assert.Throws<WorkerJobException>(() => worker.Run(
            typeof(ThrowJob),
            request =>
            {
                request.Write(17);
                request.Write(new byte[1 << 20]);
            },
            default));
        Assert.Equal("no use for 17", error.Message);
        Assert.True(worker.IsSound);
        byte[] answer = worker.Run(typeof(EchoJob), request => request.Write(0), default);
        Assert.Equal(worker.ProcessId, BitConverter.ToInt32(answer));
    }

    [Fact]
    public void A_crash_is_told_with_its_signal_and_the_next_job_gets_another_process()
    {
        int process = 0;
        WorkerPool.Watch.Value = id => process = id;
        WorkerDiedException error = Assert.Throws<WorkerDiedException>(() => WorkerPool.Run<SegfaultJob>(_ => { }, default));
        Assert.Contains("SegfaultJob", error.Message, StringComparison.Ordinal);
        Assert.Matches("signal (6|11)|exit code", error.Message);
        int crashed = process;
        Assert.Equal([2, 2], Echo([2]).Answer);
        Assert.NotEqual(crashed, process);
    }

    [Fact]
    public void A_worker_that_is_killed_is_told()
    {
        WorkerPool.Watch.Value = id => Task.Run(() => Process.GetProcessById(id).Kill());
        WorkerDiedException error = Assert.Throws<WorkerDiedException>(() => WorkerPool.Run<SleepJob>(_ => { }, default));
        Assert.Contains(OperatingSystem.IsWindows() ? "exit code" : "signal 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_is_cancelled_at_once_whatever_it_does()
    {
        using CancellationTokenSource cancel = new();
        long asked = 0;
        using CancellationTokenRegistration note = cancel.Token.Register(() => asked = Stopwatch.GetTimestamp());
        WorkerPool.Watch.Value = _ => cancel.CancelAfter(30);
        Assert.Throws<OperationCanceledException>(() => WorkerPool.Run<SleepJob>(_ => { }, cancel.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 1);
    }

    [Fact]
    public void A_worker_ends_with_its_caller()
    {
        // The command asks for the engines' versions in workers; when it is gone, so are they.
        using Process caller = MlCompareProcess.Start("doctor");
        caller.StandardOutput.ReadToEnd();
        caller.WaitForExit();
        string needle = $"mlcompare-{caller.Id}-";
        Stopwatch waited = Stopwatch.StartNew();
        while (CommandLines().Any(line => line.Contains(needle, StringComparison.Ordinal)) && waited.Elapsed < TimeSpan.FromSeconds(10))
        {
            Thread.Sleep(20);
        }

        Assert.DoesNotContain(CommandLines(), line => line.Contains(needle, StringComparison.Ordinal));
    }

    /// <summary>Of all processes, where the system has them as files; empty elsewhere.</summary>
    private static List<string> CommandLines()
    {
        List<string> lines = [];
        foreach (string folder in Directory.Exists("/proc/self") ? Directory.GetDirectories("/proc") : [])
        {
            try
            {
                lines.Add(File.ReadAllText(Path.Combine(folder, "cmdline")));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // No process, or it has ended.
            }
        }

        return lines;
    }

    private static (int Process, byte[] Answer) Echo(byte[] bytes)
    {
        using BinaryReader answer = WorkerPool.Run<EchoJob>(
            request =>
            {
                request.Write(bytes.Length);
                request.Write(bytes);
            },
            default);
        return (answer.ReadInt32(), answer.ReadBytes(2 * bytes.Length));
    }
}
