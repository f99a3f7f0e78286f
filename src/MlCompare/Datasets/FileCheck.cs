using System.Security.Cryptography;
using MlCompare.Data.Files;

namespace MlCompare.Datasets;

/// <summary>What a file turned out to be.</summary>
public enum FileStatus
{
    /// <summary>Its content is that of the manifest.</summary>
    Ok,
    /// <summary>Its content is that of the official address.</summary>
    Official,
    /// <summary>It has the name of the official file, whose checksum nobody published: rows and classes decide.</summary>
    Unverified,
    Absent,
    WrongChecksum,
}

/// <summary>One file of a data set as found on this machine.</summary>
/// <param name="Path">Null when it is absent.</param>
/// <param name="Found">SHA-256 of its unpacked content; empty when it is absent.</param>
public sealed record FileCheck(ManifestFile File, string? Path, FileStatus Status, string Found)
{
    public bool IsUsable => Status is FileStatus.Ok or FileStatus.Official or FileStatus.Unverified;

    /// <summary>Looks for a file and compares its content with the manifest.</summary>
    /// <exception cref="InputException">The file is there, but cannot be opened or its gzip data is damaged.</exception>
    public static FileCheck Of(DatasetManifest manifest, ManifestFile file, DataFolders folders)
    {
        string? path = folders.Locate(manifest, file);
        if (path is null)
        {
            return new FileCheck(file, null, FileStatus.Absent, "");
        }

        string found = Sha256(InputFile.Of(path).Open());
        OfficialFile? official = file.Official;
        FileStatus status = found == file.Sha256 ? FileStatus.Ok
            : found == official?.Sha256 ? FileStatus.Official
            : official is null || official.Sha256 is not null || System.IO.Path.GetFileName(path) != official.StoredName ? FileStatus.WrongChecksum
            : official.Member is not null || official.DownloadSha256 is null ? FileStatus.Unverified
            : Sha256(System.IO.File.OpenRead(path)) == official.DownloadSha256 ? FileStatus.Official
            : FileStatus.WrongChecksum;
        return new FileCheck(file, path, status, found);
    }

    /// <summary>Checksum of a stream in lower-case hex; closes it.</summary>
    internal static string Sha256(Stream stream)
    {
        using (stream)
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[1 << 16];
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, count);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}
