using MlCompare.Data.Files;

namespace MlCompare.Data.Folders;

/// <summary>One file in a class folder.</summary>
internal sealed record ClassFile(InputFile File, string Key, string ClassName, bool Test);

/// <summary>
/// The files of a folder with one folder a class, or with the folders <c>train</c> and <c>test</c> that have one folder a class
/// each: then the test files are the official test part.
/// </summary>
internal sealed class ClassFolders
{
    private ClassFolders(string folder, FileKind kind, ClassFile[] files, IReadOnlyList<string> remarks)
    {
        Folder = folder;
        Kind = kind;
        Files = files;
        Remarks = remarks;
    }

    public string Folder { get; }

    public FileKind Kind { get; }

    /// <summary>In ordinal order of the paths below the folder, training files first.</summary>
    public ClassFile[] Files { get; }

    public IReadOnlyList<string> Remarks { get; }

    /// <exception cref="InputException">There are no class folders, no files that can be read, or files of several kinds.</exception>
    public static ClassFolders Open(string folder)
    {
        string[] top = Below(folder);
        string? train = top.FirstOrDefault(name => Named(name, "train"));
        string? test = top.FirstOrDefault(name => Named(name, "test"));
        List<string> remarks = [];
        (string Path, bool Test)[] roots = train is not null && test is not null && Below(train).Length > 0
            ? [(train, false), (test, true)]
            : [(folder, false)];
        if (roots.Length == 2 && top.Length > 2)
        {
            string[] others = [.. top.Except([train!, test!]).Select(path => Path.GetFileName(path))];
            remarks.Add($"Folders beside train and test were passed over: {string.Join(", ", others)}.");
        }

        ClassFile[] all = [.. roots.SelectMany(root => FilesOf(root.Path, root.Test))];
        FileKind kind = KindOf(folder, top, all);
        ClassFile[] files = [.. all.Where(kind.Has)];
        if (files.Length < all.Length)
        {
            remarks.Add($"{all.Length - files.Length} files that are no {kind} were passed over.");
        }

        string[] empty = [.. roots.SelectMany(root => Below(root.Path)).Where(path => !files.Any(file =>
            file.File.Name.StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal)))];
        if (empty.Length > 0)
        {
            remarks.Add($"Folders without {kind} files: {string.Join(", ", empty.Select(path => Path.GetFileName(path)))}.");
        }

        return new ClassFolders(folder, kind, files, remarks);
    }

    private static FileKind KindOf(string folder, string[] top, ClassFile[] files)
    {
        FileKind[] kinds = [.. FileKind.All.Where(kind => files.Any(kind.Has))];
        if (kinds.Length == 1)
        {
            return kinds[0];
        }

        if (kinds.Length > 1)
        {
            throw new InputException(
                $"the class folders hold files of several kinds ({string.Join(", ", kinds.Select(kind => kind.ToString()))})", folder, "keep one kind: images, texts or sounds");
        }

        throw new InputException(top.Length == 0 ? "the folder has no class folders" : "its class folders hold no .png, .jpg, .txt or .wav files",
            folder, "make one folder a class, with its images (.png, .jpg), texts (.txt) or sounds (.wav), or name a csv file");
    }

    private static IEnumerable<ClassFile> FilesOf(string root, bool test) => Below(root).SelectMany(folder => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => !Path.GetFileName(path).StartsWith('.'))
        .Select(path => new ClassFile(InputFile.Of(path), Path.GetRelativePath(root, path).Replace('\\', '/'), Path.GetFileName(folder), test))
        .OrderBy(file => file.Key, StringComparer.Ordinal));

    private static string[] Below(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)];

    private static bool Named(string path, string name) => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase);
}
