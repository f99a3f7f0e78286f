namespace MlCompare.Networks;

/// <summary>
/// What one row holds between two layers, channels last: a table has one position, a text or a sound one line of them, an image
/// <paramref name="Height"/> lines.
/// </summary>
/// <param name="Width">Positions of a line; of a text the most tokens that a row may have.</param>
/// <param name="Channels">Numbers at each position.</param>
public readonly record struct TensorShape(int Height, int Width, int Channels)
{
    public int Positions => Height * Width;

    /// <summary>Numbers of one row.</summary>
    public int Size => Positions * Channels;

    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
