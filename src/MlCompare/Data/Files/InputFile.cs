namespace MlCompare.Data.Files;

/// <summary>A file to be read, packed with gzip or not: the magic bytes decide, not the name.</summary>
/// <param name="Name">As the user knows it; every error begins with it.</param>
/// <param name="Source">Opens the bytes as stored; may be called several times.</param>
public sealed record InputFile(string Name, Func<Stream> Source)
{
    public static InputFile Of(string path) => new(path, () => OpenPath(path));

    public static InputFile Of(string name, byte[] bytes) => new(name, () => new MemoryStream(bytes, writable: false));

    /// <summary>The file's name without folder and without <c>.gz</c>.</summary>
    public string PlainName
    {
        get
        {
            string plain = Path.GetFileName(Name);
            return plain.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? plain[..^3] : plain;
        }
    }

    /// <summary>The bytes, unpacked when they are gzip.</summary>
    /// <exception cref="InputException">There is no such file, it cannot be read; while reading: it is truncated.</exception>
    public Stream Open()
    {
        Stream stream = new BufferedStream(Source(), 1 << 16);
        byte[] magic = new byte[2];
        int read = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        bool packed = read == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
        Stream whole = new ChainedStream(magic.AsMemory(0, read), stream);
        return packed ? new GunzipStream(whole, Name) : whole;
    }

    /// <summary>All bytes, unpacked.</summary>
    /// <exception cref="InputException">As <see cref="Open"/>, or there are more than <paramref name="limit"/> bytes.</exception>
    public byte[] ReadAll(int limit = 1 << 30)
    {
        using Stream stream = Open();
        using MemoryStream all = new();
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (all.Length + count > limit)
            {
                throw new InputException($"the file holds more than {limit} bytes", Name, "split it into smaller files");
            }

            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    private static FileStream OpenPath(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException("this is a folder, a file was expected", path, "name a file in it");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", path, "check the path");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the file cannot be opened ({error.Message})", path, "check its permissions");
        }
    }
}
