namespace MlCompare.Learners.Encoders;

/// <summary>Images (or sounds, as pictures of time and frequency) by their patches, see <see cref="PatchLayer"/>.</summary>
internal sealed record PatchOptions
{
    /// <summary>Side of the patches of the first layer and of the second.</summary>
    public int Side { get; init; } = 5;

    public int SecondSide { get; init; } = 3;

    /// <summary>Centres that patches of the first layer are compared with, and of the second.</summary>
    public int Filters { get; init; } = 64;

    public int SecondFilters { get; init; } = 256;

    /// <summary>Width of the kernel between patches of length 1.</summary>
    public double Width { get; init; } = 0.5;

    /// <summary>Places of a side over which the last maps are averaged: 1 forgets where something is.</summary>
    public int Grid { get; init; } = 4;
}
