namespace MlCompare.Learners.Encoders;

/// <summary>The format number at the start of what is saved; a new number for each change of what follows.</summary>
internal static class FileFormat
{
    /// <exception cref="InvalidDataException">It was saved in another format.</exception>
    public static void Expect(BinaryReader reader, byte format, string what) => Expect(reader.ReadByte(), format, what);

    /// <exception cref="InvalidDataException">It was saved in another format.</exception>
    public static void Expect(byte found, byte format, string what)
    {
        if (found != format)
        {
            throw new InvalidDataException($"The {what} was saved in format {found}; this program reads format {format}.");
        }
    }
}
