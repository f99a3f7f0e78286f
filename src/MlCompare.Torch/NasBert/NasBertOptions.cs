using MlCompare.Torch.Devices;

namespace MlCompare.Torch.NasBert;

/// <summary>Options of <see cref="NasBertLearner"/>; the numbers are ML.NET's own.</summary>
public sealed record NasBertOptions
{
    /// <summary>Passes over the rows.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Rows of a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The highest, which a short warm-up leads to.</summary>
    public double LearningRate { get; init; } = 1e-4;

    public double WeightDecay { get; init; }

    /// <summary>Probability that training drops a number between layers, and a weight of the attention.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Only the head is trained.</summary>
    public bool FreezeEncoder { get; init; }

    /// <summary>The first GPU where there is one, else the processor; or one of both. Predictions are made on the processor.</summary>
    public DeviceChoice Device { get; init; } = DeviceChoice.Auto;

    /// <summary>As <see cref="Learners.TorchOptions.Deterministic"/>.</summary>
    public bool Deterministic { get; init; } = true;
}
