namespace MlCompare.MLNet.Views;

/// <summary>
/// Values that come one by one: in one array where their number is known, else in blocks that are put together at the end, so that no more
/// than one column is ever held twice.
/// </summary>
/// <param name="expected">How many will come; 0 when that is not known.</param>
internal sealed class Growing<T>(int expected)
{
    private const int FirstBlock = 1024, LargestBlock = 1 << 16;

    private readonly List<T[]> full = [];
    private T[] block = [];
    private int used;

    public int Count { get; private set; }

    public void Add(T value)
    {
        if (used == block.Length)
        {
            if (used > 0)
            {
                full.Add(block);
            }

            block = new T[Count == 0 && expected > 0 ? expected : Math.Clamp(Count, FirstBlock, LargestBlock)];
            used = 0;
        }

        block[used++] = value;
        Count++;
    }

    /// <summary>All of them, without a copy where the array is full; what is added afterwards begins anew.</summary>
    public T[] Finish()
    {
        T[] all = block;
        if (Count < block.Length || full.Count > 0)
        {
            all = new T[Count];
            int next = 0;
            foreach (T[] part in full)
            {
                part.CopyTo(all, next);
                next += part.Length;
            }

            Array.Copy(block, 0, all, next, used);
        }

        full.Clear();
        block = [];
        (used, Count) = (0, 0);
        return all;
    }
}
