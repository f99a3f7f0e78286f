using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Linear;

/// <summary>Options of <see cref="LinearLearner"/>.</summary>
public sealed record LinearOptions
{
    /// <summary>Half the factor of the squared weights beside the summed loss, times two; 0: chosen from the training rows.</summary>
    public double Strength { get; init; }

    /// <summary>At most so many rows take part in choosing the strength.</summary>
    public int SelectionRows { get; init; } = 20_000;

    public NumericScaling Scaling { get; init; } = NumericScaling.Robust;

    /// <summary>See <see cref="EncoderOptions.ClipAt"/>.</summary>
    public double ClipAt { get; init; } = 3;

    public int WordFeatures { get; init; } = 30_000;

    public int CharacterFeatures { get; init; } = 30_000;

    internal EncoderOptions Encoding => new()
    {
        Scaling = Scaling,
        ClipAt = ClipAt,
        WordFeatures = WordFeatures,
        CharacterFeatures = CharacterFeatures,
    };
}
