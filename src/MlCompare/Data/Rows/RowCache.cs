namespace MlCompare.Data.Rows;

/// <summary>
/// Keeps rows that were made, up to a ceiling. When it is full, some of the new ones take the room of some drawn at random: a learner
/// that goes over more rows than fit, epoch by epoch, finds most of those that do, where the longest unused would always be the next
/// one wanted.
/// </summary>
internal sealed class RowCache(long ceiling)
{
    /// <summary>For a process, however many folders it reads: room for 9,700 images of 96 × 96 × 3 values of eight bits, or 140 minutes of sound at 16 kHz.</summary>
    public const long Ceiling = 256L << 20;

    /// <summary>
    /// Of the new ones when there is no room. One pass over twice as many rows as fit then leaves about 3 in 4 of those kept, and the rows of
    /// another trial take over in a few passes.
    /// </summary>
    private const double TakesRoom = 0.25;

    private readonly Dictionary<(RowSource Source, int Item), (byte[] Room, int Bytes, PackedValues.Form Kept, int Place)> rows = [];
    private readonly List<(RowSource Source, int Item)> places = [];
    private readonly Rng rng = new(Seeds.From(1, "image cache"));
    private readonly Lock gate = new();

    public static RowCache Shared { get; } = new(Ceiling);

    /// <summary>What the rows take that are kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many rows were made so far.</summary>
    public long Made { get; private set; }

    public PackedValues Get(RowSource source, int item)
    {
        lock (gate)
        {
            if (rows.TryGetValue((source, item), out (byte[] Room, int Bytes, PackedValues.Form Kept, int Place) kept))
            {
                return PackedValues.From(kept.Room.AsSpan(0, kept.Bytes), kept.Kept);
            }
        }

        PackedValues row = source.Make(item);
        lock (gate)
        {
            Made++;
            Keep((source, item), row);
        }

        return row;
    }

    /// <summary>
    /// Copies the row into a room that nobody else sees, so that the next one can have it: rooms given to the garbage collector would
    /// stay for as long as it likes, and the ceiling would be none.
    /// </summary>
    private void Keep((RowSource Source, int Item) key, PackedValues row)
    {
        if (row.Bytes > ceiling || rows.ContainsKey(key) || (Bytes + row.Bytes > ceiling && rng.NextDouble() >= TakesRoom))
        {
            return;
        }

        byte[]? room = null;
        while (Bytes + row.Bytes > ceiling)
        {
            room = Drop(rng.NextInt(places.Count));
        }

        // Sounds are of many lengths: one that would leave half of a room empty does not get it.
        room = room?.Length >= row.Bytes && room.Length / 2 <= row.Bytes ? room : GC.AllocateUninitializedArray<byte>(row.Bytes, pinned: true);
        row.CopyTo(room);
        rows.Add(key, (room, row.Bytes, row.Kept, places.Count));
        places.Add(key);
        Bytes += room.Length;
    }

    private byte[] Drop(int place)
    {
        byte[] room = rows[places[place]].Room;
        Bytes -= room.Length;
        rows.Remove(places[place]);
        (RowSource Source, int Item) last = places[^1];
        places.RemoveAt(places.Count - 1);
        if (place < places.Count)
        {
            places[place] = last;
            rows[last] = rows[last] with { Place = place };
        }

        return room;
    }
}
