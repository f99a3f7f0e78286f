using System.Runtime.CompilerServices;

namespace MlCompare.Data.Tables;

/// <summary>
/// A list that grows by pieces: millions of cells take what they take, where a list that doubles takes up to three times as much while
/// it grows.
/// </summary>
internal sealed class Chunks<T>
    where T : unmanaged
{
    /// <summary>The first piece of a small table starts with so many elements and doubles.</summary>
    private const int First = 64;

    /// <summary>Binary logarithm of the elements of a small piece.</summary>
    private const int SmallBits = 16;

    /// <summary>
    /// The same for large pieces, which follow once so many elements are there: columns that are let go together then free whole regions
    /// of the collector's large heap (32 MiB).
    /// </summary>
    private const int LargeBits = 20;

    private readonly List<T[]> pieces = [];

    public int Count { get; private set; }

    /// <summary>What the pieces take.</summary>
    public long Bytes => pieces.Sum(piece => (long)piece.Length) * Unsafe.SizeOf<T>();

    public T this[int index]
    {
        get => pieces[Piece(index)][Place(index)];
        set => pieces[Piece(index)][Place(index)] = value;
    }

    public void Add(T value)
    {
        int place = Place(Count);
        if (place == 0)
        {
            pieces.Add(new T[Count == 0 ? First : Count < 1 << LargeBits ? 1 << SmallBits : 1 << LargeBits]);
        }
        else if (place == pieces[^1].Length)
        {
            T[] grown = new T[2 * place];
            pieces[^1].CopyTo(grown, 0);
            pieces[^1] = grown;
        }

        pieces[^1][place] = value;
        Count++;
    }

    private static int Piece(int index) => index < 1 << LargeBits ? index >> SmallBits : (1 << (LargeBits - SmallBits)) + (index >> LargeBits) - 1;

    private static int Place(int index) => index & ((1 << (index < 1 << LargeBits ? SmallBits : LargeBits)) - 1);
}
