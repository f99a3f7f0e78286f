using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace MlCompare.Tests.Datasets;

/// <summary>Packs bytes as the official addresses do.</summary>
internal static class Packing
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream packed = new();
        using (ZipArchive zip = new(packed, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] bytes) in members)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    public static byte[] TarGzip(params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream packed = new();
        using (TarWriter tar = new(packed))
        {
            foreach ((string name, byte[] bytes) in members)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
            }
        }

        return Gzip(packed.ToArray());
    }
}
