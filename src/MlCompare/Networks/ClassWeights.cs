namespace MlCompare.Networks;

/// <summary>What rows count in the loss of a network that learns classes.</summary>
public enum ClassWeights
{
    /// <summary>All the same.</summary>
    None,
    /// <summary>The less the more rows their class has, so that every class counts alike: probabilities are then those of classes in equal shares.</summary>
    Balanced,
}
