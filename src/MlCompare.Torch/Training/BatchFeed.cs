using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Torch.Devices;
using MlCompare.Torch.Networks;

namespace MlCompare.Torch.Training;

/// <summary>
/// Brings batches of all networks to the device: encoded and augmented by the code of the embedded engine, drawing from each network's own
/// generators in its order.
/// </summary>
internal sealed class BatchFeed(NetworkSpec spec, NetworkRows rows, TorchDevice device)
{
    private readonly BatchInput input = new(spec.Input);
    private readonly Pass pass = new();

    /// <param name="batch">Row numbers of each network, as many of each.</param>
    /// <param name="shards">Generators of each network's shards, which draw for their part of the batch; null when the networks predict.</param>
    /// <param name="seeds">What dropout draws by; one a network.</param>
    public StackedPass Feed(ReadOnlyMemory<int>[] batch, Rng[][]? shards, ulong[] seeds, bool mixed)
    {
        int networks = batch.Length, count = batch[0].Length;
        StackedNumbers numbers = new(spec.Input, networks, count, Longest(batch));
        for (int n = 0; n < networks; n++)
        {
            ReadOnlySpan<int> some = batch[n].Span;
            // As the embedded engine splits a batch.
            int parts = shards is null ? 1 : some.Length >= 2 * shards[n].Length ? shards[n].Length : 1;
            for (int part = 0; part < parts; part++)
            {
                (int from, int to) = (part * some.Length / parts, (part + 1) * some.Length / parts);
                rows.Feed(some[from..to], input, pass, some.Length, shards?[n][part]);
                numbers.Take(input, pass, n, from);
            }
        }

        return numbers.Pass(device, shards is not null, seeds, mixed);
    }

    private int Longest(ReadOnlyMemory<int>[] batch)
    {
        int longest = 0;
        foreach (ReadOnlyMemory<int> some in batch)
        {
            foreach (int row in some.Span)
            {
                longest = Math.Max(longest, rows.Length(row));
            }
        }

        return longest;
    }
}
