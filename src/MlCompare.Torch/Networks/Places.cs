using System.Collections.Concurrent;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary>0, 1, 2, … on a device, made once for each length.</summary>
internal static class Places
{
    private static readonly ConcurrentDictionary<(long Count, string Device), Tensor> Made = [];

    public static Tensor Of(long count, torch.Device device) => Made.GetOrAdd((count, device.ToString()), _ =>
    {
        long[] places = new long[count];
        for (long i = 0; i < count; i++)
        {
            places[i] = i;
        }

        return torch.tensor(places).to(device).DetachFromDisposeScope();
    });
}
