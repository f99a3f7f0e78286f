namespace MlCompare.Data.Images;

/// <summary>Images that are made when they are asked for: decoded from their files, or drawn from other ones.</summary>
internal abstract class ImageSource
{
    /// <summary>The values of one image, the same each time.</summary>
    public abstract PackedImage Make(int item);

    /// <summary>All of them as the rows of a column.</summary>
    public PixelRows Rows(int count) => new OnDemandRows(this, [.. Enumerable.Range(0, count)], ImageCache.Shared);
}

/// <summary>Some images of a source in some order.</summary>
internal sealed class OnDemandRows(ImageSource source, int[] items, ImageCache cache) : PixelRows
{
    public ImageSource Source => source;

    public int[] Items => items;

    public override int Count => items.Length;

    public override bool OnDemand => true;

    public override PackedImage Packed(int row) => cache.Get(source, items[row]);

    public override PixelRows Select(ReadOnlySpan<int> rows) => new OnDemandRows(source, Column.Pick(items, rows), cache);
}
