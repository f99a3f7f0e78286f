namespace MlCompare.Data.Images;

/// <summary>
/// Keeps images that were made, up to a ceiling. When it is full, some of the new ones take the room of some drawn at random: a learner
/// that goes over more images than fit, epoch by epoch, finds most of those that do, where the longest unused would always be the next
/// one wanted.
/// </summary>
internal sealed class ImageCache(long ceiling)
{
    /// <summary>For a process, however many folders it reads: room for 9,700 images of 96 × 96 × 3 values of eight bits.</summary>
    public const long Ceiling = 256L << 20;

    /// <summary>
    /// Of the new ones when there is no room. One pass over twice as many images as fit then leaves about 3 in 4 of those kept, and the rows of
    /// another trial take over in a few passes.
    /// </summary>
    private const double TakesRoom = 0.25;

    private readonly Dictionary<(ImageSource Source, int Item), (byte[] Room, bool Packed, int Place)> images = [];
    private readonly List<(ImageSource Source, int Item)> places = [];
    private readonly Rng rng = new(Seeds.From(1, "image cache"));
    private readonly Lock gate = new();

    public static ImageCache Shared { get; } = new(Ceiling);

    /// <summary>What the images take that are kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many images were made so far.</summary>
    public long Made { get; private set; }

    public PackedImage Get(ImageSource source, int item)
    {
        lock (gate)
        {
            if (images.TryGetValue((source, item), out (byte[] Room, bool Packed, int Place) kept))
            {
                return PackedImage.From(kept.Room, kept.Packed);
            }
        }

        PackedImage image = source.Make(item);
        lock (gate)
        {
            Made++;
            Keep((source, item), image);
        }

        return image;
    }

    /// <summary>
    /// Copies the image into a room that nobody else sees, so that the next one can have it: rooms given to the garbage collector would
    /// stay for as long as it likes, and the ceiling would be none.
    /// </summary>
    private void Keep((ImageSource Source, int Item) key, PackedImage image)
    {
        if (image.Bytes > ceiling || images.ContainsKey(key) || (Bytes + image.Bytes > ceiling && rng.NextDouble() >= TakesRoom))
        {
            return;
        }

        byte[]? room = null;
        while (Bytes + image.Bytes > ceiling)
        {
            room = Drop(rng.NextInt(places.Count));
        }

        room = room?.Length == image.Bytes ? room : GC.AllocateUninitializedArray<byte>(image.Bytes, pinned: true);
        image.CopyTo(room);
        images.Add(key, (room, image.IsPacked, places.Count));
        places.Add(key);
        Bytes += room.Length;
    }

    private byte[] Drop(int place)
    {
        byte[] room = images[places[place]].Room;
        Bytes -= room.Length;
        images.Remove(places[place]);
        (ImageSource Source, int Item) last = places[^1];
        places.RemoveAt(places.Count - 1);
        if (place < places.Count)
        {
            places[place] = last;
            images[last] = images[last] with { Place = place };
        }

        return room;
    }
}
