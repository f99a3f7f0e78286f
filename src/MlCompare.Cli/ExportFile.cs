namespace MlCompare.Cli;

/// <summary>A file that is there whole or not at all: written beside its place, which is tried before the work begins.</summary>
internal sealed class ExportFile : IDisposable
{
    private readonly string path, beside;
    private readonly bool overwrite;

    private ExportFile(string path, bool overwrite, FileStream stream) => (this.path, beside, this.overwrite, Stream) = (path, stream.Name, overwrite, stream);

    public FileStream Stream { get; }

    /// <exception cref="InputException">The file is there already, or cannot be written there.</exception>
    public static ExportFile Open(string path, bool overwrite)
    {
        if (Directory.Exists(path))
        {
            throw new InputException("this is a folder", path, "name a file with --out");
        }

        if (File.Exists(path) && !overwrite)
        {
            throw new InputException("the file is there already", path, "give --overwrite to replace it, or name another with --out");
        }

        try
        {
            return new ExportFile(path, overwrite, new FileStream(path + ".new", FileMode.Create, FileAccess.Write, FileShare.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"no file can be written there ({error.Message.ReplaceLineEndings(" ")})", path, "name another place with --out");
        }
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="InputException">Another program put a file there meanwhile.</exception>
    public void Keep()
    {
        Stream.Dispose();
        if (!overwrite && File.Exists(path))
        {
            throw new InputException("another program wrote the file meanwhile", path, "give --overwrite to replace it, or name another with --out");
        }

        File.Move(beside, path, overwrite);
    }

    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(beside);
    }
}
