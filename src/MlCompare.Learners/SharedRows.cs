namespace MlCompare.Learners;

/// <summary>What fits to the same rows have in common, prepared once for each number of rows, by whoever asks first.</summary>
/// <param name="sizes">Numbers of rows that may be asked for.</param>
internal sealed class SharedRows<T>(IEnumerable<int> sizes, Func<int, CancellationToken, T> prepare)
    where T : class
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<int, Slot> slots = sizes.Distinct().ToDictionary(rows => rows, _ => new Slot());

    /// <summary>Waits while another prepares; one that is cancelled while it prepares leaves the work to the next.</summary>
    public T Of(int rows, CancellationToken cancel)
    {
        Slot slot = slots[rows];
        while (!slot.Gate.TryEnter(Pause))
        {
            cancel.ThrowIfCancellationRequested();
        }

        try
        {
            return slot.Ready ??= prepare(rows, cancel);
        }
        finally
        {
            slot.Gate.Exit();
        }
    }

    private sealed class Slot
    {
        public Lock Gate { get; } = new();

        public T? Ready { get; set; }
    }
}
