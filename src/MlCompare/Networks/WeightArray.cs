using System.Collections.Immutable;

namespace MlCompare.Networks;

/// <summary>One array of a network's weights, row-major.</summary>
public sealed record WeightArray(string Name, params ImmutableArray<int> Shape)
{
    /// <summary>False for running figures, which have no gradient.</summary>
    public bool Trained { get; init; } = true;

    public int Length => Shape.Aggregate(1, (length, size) => length * size);

    public bool Equals(WeightArray? other) => other is not null && Name == other.Name && Trained == other.Trained && Shape.SequenceEqual(other.Shape);

    public override int GetHashCode() => HashCode.Combine(Name, Length);
}

/// <summary>A network's weights under a name that says where they stand, such as "2.dense.weight" for those of layer 2.</summary>
/// <param name="Values">As many as the shape has, row-major.</param>
public sealed record NamedTensor(string Name, ImmutableArray<int> Shape, float[] Values);

/// <summary>Where a layer stands in a network, which decides on the shapes of its weights.</summary>
/// <param name="Vocabulary">Token ids or terms; 0 where a network reads none.</param>
public readonly record struct LayerSite(TensorShape Input, int Members, int Vocabulary);
