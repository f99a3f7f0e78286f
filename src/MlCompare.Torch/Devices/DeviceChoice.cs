namespace MlCompare.Torch.Devices;

/// <summary>Where networks are trained.</summary>
public enum DeviceChoice
{
    /// <summary>On the first GPU where there is one, else on the processor.</summary>
    Auto,
    Cpu,
    Cuda,
}

/// <summary>In which numbers networks are trained; weights and optimiser are always single precision.</summary>
public enum Precision
{
    Single,
    /// <summary>Products in bfloat16, everything else in single precision: on GPUs with tensor cores several times as quick.</summary>
    Mixed,
}
