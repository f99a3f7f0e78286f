using MlCompare.Data.Files;

namespace MlCompare.Datasets;

/// <summary>How far a download has come.</summary>
/// <param name="Address">What is being fetched.</param>
/// <param name="Bytes">Bytes so far.</param>
/// <param name="Total">All bytes; null when the server does not say.</param>
public sealed record FetchProgress(string Address, long Bytes, long? Total);

/// <summary>
/// Fetches the files of a data set from their official addresses into the cache. A file appears there only when it is whole and its
/// checksum is right; what was there before stays until then.
/// </summary>
/// <param name="handler">Answers the requests; null: the network. It stays the caller's.</param>
public sealed class DatasetFetcher(DataFolders folders, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly Download download = new(handler);

    /// <summary>Fetches what is not in the cache yet; gives the paths of all files.</summary>
    /// <exception cref="InputException">The data set cannot be fetched, the network fails, or a checksum is wrong.</exception>
    public async Task<IReadOnlyList<string>> FetchAsync(
        DatasetManifest manifest, IProgress<FetchProgress>? progress = null, CancellationToken cancel = default)
    {
        if (!manifest.CanFetch)
        {
            throw new InputException("no program may fetch its files", $"data set {manifest.Id}", $"{manifest.ByHand}, and name DIR with --data DIR");
        }

        string folder = folders.CacheOf(manifest);
        CreateFolder(folder);
        DataFolders cacheOnly = folders with { Data = null };
        foreach (IGrouping<string, ManifestFile> group in manifest.Files.GroupBy(file => file.Official!.Url!, StringComparer.Ordinal))
        {
            if (!group.All(file => IsThere(manifest, file, cacheOnly)))
            {
                await FetchAsync(group.Key, [.. group.DistinctBy(file => file.Official!.StoredName)], folder, progress, cancel).ConfigureAwait(false);
            }
        }

        return [.. manifest.Files.Select(file => cacheOnly.Locate(manifest, file)!).Distinct(StringComparer.Ordinal)];
    }

    public void Dispose() => download.Dispose();

    private async Task FetchAsync(
        string url, ManifestFile[] files, string folder, IProgress<FetchProgress>? progress, CancellationToken cancel)
    {
        // Beside the target, so that the last step is a rename within one file system.
        string packed = Path.Combine(folder, $".{files[0].Official!.StoredName}.download");
        string content = Path.Combine(folder, $".{files[0].Official!.StoredName}.part");
        try
        {
            await download.ToFileAsync(url, packed, progress, cancel).ConfigureAwait(false);
            if (files[0].Official!.DownloadSha256 is { } expected)
            {
                Check(expected, FileCheck.Sha256(File.OpenRead(packed)), "the download", url);
            }

            foreach (ManifestFile file in files)
            {
                ArchiveMember.Extract(packed, file.Official!.Member, file.Official.FirstBytes, content);
                if (file.Official.Sha256 is { } sum)
                {
                    Check(sum, FileCheck.Sha256(InputFile.Of(content).Open()), $"the unpacked content of {file.Official.StoredName}", url);
                }

                File.Move(content, Path.Combine(folder, file.Official.StoredName!), overwrite: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the file cannot be written ({error.Message})", folder, "free space, or name another folder with MLCOMPARE_CACHE");
        }
        finally
        {
            File.Delete(packed);
            File.Delete(content);
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    private static bool IsThere(DatasetManifest manifest, ManifestFile file, DataFolders cache)
    {
        try
        {
            return FileCheck.Of(manifest, file, cache).IsUsable;
        }
        catch (InputException)
        {
            // Damaged gzip data: fetched again.
            return false;
        }
    }

    private static void Check(string expected, string found, string what, string url)
    {
        if (found != expected)
        {
            throw new InputException(
                $"wrong checksum of {what}: expected SHA-256 {expected}, found {found}", url,
                "try again; if it stays, the file at this address was changed: use a copy of it with --data DIR");
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the folder cannot be made ({error.Message})", folder, "name another one with MLCOMPARE_CACHE");
        }
    }
}
