using MlCompare.Torch.Devices;

namespace MlCompare.Torch.Learners;

/// <summary>How TorchSharp trains, beside the options of the network.</summary>
public sealed record TorchOptions
{
    /// <summary>The first GPU where there is one, else the processor; or one of both.</summary>
    public DeviceChoice Device { get; init; } = DeviceChoice.Auto;

    /// <summary>Mixed: products in bfloat16.</summary>
    public Precision Precision { get; init; } = Precision.Single;

    /// <summary>
    /// The same numbers on every run and for any number of threads: on the processor one thread, and only the networks of one model side by
    /// side; on a GPU deterministic algorithms. False is quicker.
    /// </summary>
    public bool Deterministic { get; init; } = true;
}
