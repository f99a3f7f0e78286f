using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlCompare.Studies;

namespace MlCompare.Datasets;

/// <summary>Reads manifests strictly: an unknown key, a missing one or a value that makes no sense is an error with its place.</summary>
public static partial class ManifestJson
{
    private const string ResourceFolder = "datasets/";

    internal static JsonSerializerOptions Options => StudyJson.Plan;

    /// <summary>The manifests that come with MlCompare, in ordinal order of their ids.</summary>
    public static Catalog<DatasetManifest> Embedded { get; } = new(ReadEmbedded());

    /// <summary>Reads one manifest.</summary>
    /// <param name="where">File name, for errors.</param>
    /// <exception cref="InputException">It is no manifest.</exception>
    public static DatasetManifest Parse(string json, string where)
    {
        DatasetManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<DatasetManifest>(json, Options)
                ?? throw new InputException("the manifest is empty", where, "write it as the ones in /datasets");
        }
        catch (JsonException error)
        {
            throw new InputException($"this is no manifest ({error.Message})", where, "compare it with the ones in /datasets");
        }

        foreach (string problem in Problems(manifest))
        {
            throw new InputException(problem, where, "correct the manifest");
        }

        return manifest;
    }

    private static IEnumerable<DatasetManifest> ReadEmbedded()
    {
        Assembly assembly = typeof(ManifestJson).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal)))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            yield return Parse(reader.ReadToEnd(), name);
        }
    }

    private static IEnumerable<string> Problems(DatasetManifest manifest)
    {
        if (!IdPattern().IsMatch(manifest.Id))
        {
            yield return $"the id '{manifest.Id}' is not made of lower-case words joined by hyphens";
        }

        if (manifest.Files.Count == 0)
        {
            yield return "it names no file";
        }

        foreach (ManifestFile file in manifest.Files)
        {
            string?[] sums = [file.Sha256, file.Official?.Sha256, file.Official?.DownloadSha256];
            foreach (string sum in sums.OfType<string>().Where(sum => !ShaPattern().IsMatch(sum)))
            {
                yield return $"'{sum}' (file {file.Name}) is no SHA-256 in lower-case hex";
            }

            if (file.Official?.Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps))
            {
                yield return $"'{url}' (file {file.Name}) is no web address that begins with https://";
            }

            foreach (string name in new[] { file.Name, file.Official?.StoredName }.OfType<string>().Where(name => !FileNamePattern().IsMatch(name)))
            {
                yield return $"'{name}' is no plain file name: files lie in the folder of their data set and nowhere else";
            }

            if (file.Official is { Sha256: null, DownloadSha256: null } official && official.StoredName == file.Name)
            {
                yield return $"the official form of {file.Name} has no checksum, so it needs a name of its own to be told apart";
            }
        }

        if (!manifest.CanFetch && manifest.ByHand is null)
        {
            yield return "a file has no address and byHand does not say how to get it";
        }

        if (manifest.Format.Type is null)
        {
            yield return "format has no type";
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    /// <summary>No separator, no drive, no step upwards, nothing hidden.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_. +()-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex FileNamePattern();

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex ShaPattern();
}
