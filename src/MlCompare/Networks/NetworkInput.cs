namespace MlCompare.Networks;

/// <summary>What a network reads of one row.</summary>
public abstract record NetworkInput
{
    /// <summary>Shape that the first layer meets; token ids count as one channel.</summary>
    public abstract TensorShape Shape { get; }

    /// <summary>Encoded columns of a table; the first <paramref name="Numeric"/> of them are scaled numbers, the others indicators.</summary>
    public sealed record Columns(int Numeric, int Width) : NetworkInput
    {
        public override TensorShape Shape => new(1, 1, Width);
    }

    /// <summary>
    /// <paramref name="Dense"/> encoded columns, then the terms of texts, of which a row has few; the first layer is
    /// <see cref="Layer.SparseDense"/>.
    /// </summary>
    public sealed record Terms(int Dense, int Sparse) : NetworkInput
    {
        public override TensorShape Shape => new(1, 1, Dense + Sparse);
    }

    /// <summary>Pixels with their channels side by side, or a sound as frames × bands of one channel.</summary>
    public sealed record Image(int Height, int Width, int Channels) : NetworkInput
    {
        public override TensorShape Shape => new(Height, Width, Channels);
    }

    /// <summary>Ids of tokens from 1 to <paramref name="Vocabulary"/> − 1; 0 fills up a row that has fewer than its batch.</summary>
    /// <param name="MaxLength">Tokens of a row past this are not read.</param>
    public sealed record Tokens(int Vocabulary, int MaxLength) : NetworkInput
    {
        public override TensorShape Shape => new(1, MaxLength, 1);
    }
}
