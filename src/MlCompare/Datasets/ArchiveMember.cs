using System.Formats.Tar;
using System.IO.Compression;
using MlCompare.Data.Files;

namespace MlCompare.Datasets;

/// <summary>
/// Takes one file out of a zip or a tar (packed with gzip or not). The archive decides neither where it is written nor how much: names are
/// only compared, links are no files, and what unpacks to far more than its size is refused.
/// </summary>
internal static class ArchiveMember
{
    /// <summary>Writes the member to <paramref name="target"/>.</summary>
    /// <param name="member">
    /// Path in the archive; <c>inner.zip!file</c> for a zip inside it; null: the archive itself is the file. A zip that has the
    /// file once in another folder will do: UCI has moved files within archives before.
    /// </param>
    /// <param name="firstBytes">Only the first so many bytes; null: all.</param>
    /// <exception cref="InputException">The archive is damaged or lacks the member.</exception>
    public static void Extract(string archive, string? member, long? firstBytes, string target)
    {
        try
        {
            if (member is null)
            {
                using Stream whole = File.OpenRead(archive);
                Copy(whole, firstBytes, target, whole.Length, archive);
            }
            else if (IsZip(archive))
            {
                using ZipArchive zip = ZipFile.OpenRead(archive);
                FromZip(zip, member, firstBytes, archive, target);
            }
            else
            {
                FromTar(archive, member, firstBytes, target);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw Damaged(archive);
        }
    }

    private static void FromZip(ZipArchive zip, string member, long? firstBytes, string archive, string target)
    {
        string[] path = member.Split('!', 2);
        ZipArchiveEntry[] alike = [.. zip.Entries.Where(entry => entry.Name == path[0].Split('/')[^1])];
        ZipArchiveEntry entry = zip.GetEntry(path[0])
            ?? (alike.Length == 1 ? alike[0] : null)
            ?? throw Lacks(member, archive, zip.Entries.Select(entry => entry.FullName));
        using Stream stream = entry.Open();
        if (path.Length == 1)
        {
            Copy(stream, firstBytes, target, BoundedCopy.Allowed(entry.CompressedLength), $"{archive}, member {member}");
            return;
        }

        // A zip is read from its end, so the inner one is held in memory.
        using MemoryStream inner = new();
        BoundedCopy.Copy(stream, inner, Math.Min(BoundedCopy.MostInMemory, BoundedCopy.Allowed(entry.CompressedLength)), $"{archive}, member {path[0]}");
        using ZipArchive innerZip = new(inner, ZipArchiveMode.Read);
        FromZip(innerZip, path[1], firstBytes, $"{archive}, member {path[0]}", target);
    }

    private static void FromTar(string archive, string member, long? firstBytes, string target)
    {
        long packed = new FileInfo(archive).Length;
        using Stream stream = InputFile.Of(archive).Open();
        using TarReader tar = new(stream);
        List<string> names = [];
        while (tar.GetNextEntry() is { } entry)
        {
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            bool file = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
            if (name == member && file && entry.DataStream is { } data)
            {
                Copy(data, firstBytes, target, BoundedCopy.Allowed(packed), $"{archive}, member {member}");
                return;
            }

            names.Add(name);
        }

        throw Lacks(member, archive, names);
    }

    private static void Copy(Stream from, long? firstBytes, string target, long most, string where)
    {
        using FileStream to = new(target, FileMode.Create, FileAccess.Write);
        BoundedCopy.Copy(from, to, most, where, firstBytes);
    }

    private static bool IsZip(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return stream.ReadByte() == 'P' && stream.ReadByte() == 'K';
    }

    private static InputException Damaged(string archive) => new("the archive is truncated or damaged", archive, "fetch it again");

    private static InputException Lacks(string member, string archive, IEnumerable<string> names) => new(
        $"there is no member '{member}'", archive, $"look for it under another name; the first members are {string.Join(", ", names.Take(5))}");
}
