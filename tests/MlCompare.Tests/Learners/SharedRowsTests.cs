using MlCompare.Learners;

namespace MlCompare.Tests.Learners;

public class SharedRowsTests
{
    [Fact]
    public void Each_size_is_prepared_once_and_again_only_after_a_cancellation()
    {
        List<int> asked = [];
        using CancellationTokenSource source = new();
        SharedRows<string> shared = new([10, 20, 10], (rows, cancel) =>
        {
            asked.Add(rows);
            cancel.ThrowIfCancellationRequested();
            return $"{rows}";
        });
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => shared.Of(10, source.Token));
        Assert.Equal("10", shared.Of(10, CancellationToken.None));
        Assert.Equal("10", shared.Of(10, CancellationToken.None));
        Assert.Equal("20", shared.Of(20, CancellationToken.None));
        Assert.Equal([10, 10, 20], asked);
    }

    [Fact]
    public async Task Who_waits_may_be_cancelled_and_gets_what_the_other_made()
    {
        using ManualResetEventSlim begun = new(), go = new();
        SharedRows<string> shared = new([1], (_, _) =>
        {
            begun.Set();
            go.Wait(CancellationToken.None);
            return "made";
        });
        Task<string> first = Task.Run(() => shared.Of(1, CancellationToken.None));
        begun.Wait();
        using CancellationTokenSource source = new();
        Task<string> impatient = Task.Run(() => shared.Of(1, source.Token)), patient = Task.Run(() => shared.Of(1, CancellationToken.None));
        await source.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => impatient);
        go.Set();
        Assert.Equal("made", await first);
        Assert.Same(await first, await patient);
    }
}
