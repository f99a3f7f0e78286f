namespace MlCompare.Learners.Boosting;

/// <summary>Sums over some rows, in the fixed point of one tree.</summary>
/// <param name="G">Sum of gradients.</param>
/// <param name="H">Sum of hessians.</param>
/// <param name="N">Rows.</param>
internal readonly record struct Sums(int G, int H, int N)
{
    /// <summary>Gradients in the upper, hessians in the lower 32 bits.</summary>
    public long Pair => ((long)G << 32) + H;

    public static Sums Of(long pair, int rows) => new((int)(pair >> 32), (int)pair, rows);

    public static Sums operator +(Sums a, Sums b) => new(a.G + b.G, a.H + b.H, a.N + b.N);

    public static Sums operator -(Sums a, Sums b) => new(a.G - b.G, a.H - b.H, a.N - b.N);
}

/// <summary>A way to part the rows of a node.</summary>
/// <param name="Gain">Reduction of the regularised loss, times two.</param>
/// <param name="Column">Column of the binned table.</param>
/// <param name="LeftBins">256 flags: the bins that go left.</param>
/// <param name="Left">Sums over the rows that go left.</param>
internal sealed record Split(double Gain, int Column, BinSet LeftBins, Sums Left)
{
    /// <summary>What the gain was computed from: splits are compared by it, because subtracting the node's own may make two equal.</summary>
    public double Score { get; init; }
}

/// <summary>A set of bins, one bit each.</summary>
internal readonly record struct BinSet(ulong A, ulong B, ulong C, ulong D)
{
    public bool Contains(int bin) => (((bin >> 6) switch { 0 => A, 1 => B, 2 => C, _ => D }) >> (bin & 63) & 1) != 0;

    public BinSet With(int bin)
    {
        ulong bit = 1UL << (bin & 63);
        return (bin >> 6) switch
        {
            0 => this with { A = A | bit },
            1 => this with { B = B | bit },
            2 => this with { C = C | bit },
            _ => this with { D = D | bit },
        };
    }

    /// <summary>The bins 0 … <paramref name="last"/>.</summary>
    public static BinSet UpTo(int last) => new(Ones(last + 1), Ones(last - 63), Ones(last - 127), Ones(last - 191));

    private static ulong Ones(int count) => count <= 0 ? 0 : count >= 64 ? ulong.MaxValue : (1UL << count) - 1;
}
