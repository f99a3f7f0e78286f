namespace MlCompare.Data.Folders;

/// <summary>What the files of class folders may be, told by their extensions.</summary>
internal sealed record FileKind(params string[] Extensions)
{
    public static FileKind Images { get; } = new(".png", ".jpg", ".jpeg");

    public static FileKind Texts { get; } = new(".txt");

    public static FileKind Sounds { get; } = new(".wav");

    public static FileKind[] All { get; } = [Images, Texts, Sounds];

    public bool Has(ClassFile file) => Extensions.Contains(Path.GetExtension(file.File.PlainName), StringComparer.OrdinalIgnoreCase);

    public override string ToString() => string.Join(" or ", Extensions);
}
