using System.Runtime.InteropServices;
using MlCompare.Learners;
using MlCompare.Data.Rows;

namespace MlCompare.Data.Images;

/// <summary>
/// The C library libturbojpeg (TurboJPEG API 2 and 3 have these functions alike: https://libjpeg-turbo.org/Documentation/Documentation),
/// which decodes JPEG images when the machine has it.
/// </summary>
public sealed unsafe class TurboJpeg : IEngine
{
    private const string Variable = "MLCOMPARE_TURBOJPEG";
    private const string Remedy = "add it with 'apt install libturbojpeg0' or 'brew install jpeg-turbo' (or name the file in " + Variable + ")";

    private static readonly string[] Files =
        ["libturbojpeg.so.0", "libturbojpeg.so", "turbojpeg.dll", "libturbojpeg.dylib", "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib"];

    private static readonly Lazy<TurboJpeg> Found = new(() => new TurboJpeg());

    private readonly delegate* unmanaged[Cdecl]<nint> start;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int> readHeader;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int> decompress;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*> error;
    private readonly delegate* unmanaged[Cdecl]<nint, int> end;
    private readonly string? missing;

    public TurboJpeg()
        : this(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? [named] : Files)
    {
    }

    internal TurboJpeg(string[] files)
    {
        nint library = 0;
        string? file = files.FirstOrDefault(name => NativeLibrary.TryLoad(name, out library));
        if (file is null)
        {
            missing = $"the library libturbojpeg was not found; {Remedy}";
            return;
        }

        Name = file;
        start = (delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, "tjInitDecompress");
        readHeader = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int>)NativeLibrary.GetExport(library, "tjDecompressHeader3");
        decompress = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int>)NativeLibrary.GetExport(library, "tjDecompress2");
        error = (delegate* unmanaged[Cdecl]<nint, byte*>)NativeLibrary.GetExport(library, "tjGetErrorStr2");
        end = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "tjDestroy");
    }

    /// <summary>The library of this machine, looked for once a process.</summary>
    public static TurboJpeg Shared => Found.Value;

    public string Id => "turbojpeg";

    public EngineState State => new(missing is null ? $"JPEG images: {Name}" : null, missing is null ? null : $"JPEG images: {missing}");

    /// <summary>The file that was loaded; null when there is none.</summary>
    public string? Name { get; }

    /// <summary>Decodes a whole JPEG file.</summary>
    /// <param name="name">The file as the user knows it.</param>
    /// <exception cref="InputException">No library, no JPEG, damaged, cut short, of more than 67 million pixels, or in CMYK.</exception>
    public DecodedImage Decode(ReadOnlySpan<byte> file, string name)
    {
        (ImageShape shape, PackedValues pixels) = DecodePacked(file, name);
        return new DecodedImage(shape.Width, shape.Height, shape.Channels, pixels.Values());
    }

    internal (ImageShape Shape, PackedValues Pixels) DecodePacked(ReadOnlySpan<byte> file, string name)
    {
        (ImageShape shape, byte[]? levels) = Open(file, name, withPixels: true);
        return (shape, PackedValues.OfLevels(levels!));
    }

    /// <summary>What the header of a JPEG file says.</summary>
    /// <exception cref="InputException">As <see cref="Decode"/>, but for what is damaged behind the header.</exception>
    internal ImageShape Shape(ReadOnlySpan<byte> file, string name) => Open(file, name, withPixels: false).Shape;

    private (ImageShape Shape, byte[]? Levels) Open(ReadOnlySpan<byte> file, string name, bool withPixels)
    {
        if (missing is not null)
        {
            throw new InputException($"JPEG images need a library that is not there: {missing}", name, "or convert the images to PNG");
        }

        nint handle = start();
        try
        {
            fixed (byte* bytes = file)
            {
                return Open(handle, bytes, file.Length, name, withPixels);
            }
        }
        finally
        {
            _ = end(handle);
        }
    }

    private (ImageShape Shape, byte[]? Levels) Open(nint handle, byte* bytes, int length, string name, bool withPixels)
    {
        // Values of the C enumerations TJCS and TJPF, and of the flags TJFLAG_STOPONWARNING | TJFLAG_ACCURATEDCT.
        const int GreySpace = 2, CmykSpace = 3, RgbFormat = 0, GreyFormat = 6, Strictly = 8192 | 4096;
        int width, height, sampling, space;
        if (readHeader(handle, bytes, new CULong((nuint)length), &width, &height, &sampling, &space) != 0)
        {
            throw Damaged(handle, name);
        }

        if ((long)width * height > PngDecoder.MaxPixels || space >= CmykSpace)
        {
            throw new InputException(
                space >= CmykSpace ? "the image has printing colours (CMYK)" : $"the image has {width} x {height} pixels", name, space >= CmykSpace ? "convert it to RGB" : "scale it down");
        }

        int channels = space == GreySpace ? 1 : 3;
        ImageShape shape = new(width, height, channels);
        if (!withPixels)
        {
            return (shape, null);
        }

        byte[] pixels = new byte[width * height * channels];
        fixed (byte* target = pixels)
        {
            return decompress(handle, bytes, new CULong((nuint)length), target, width, width * channels, height, channels == 1 ? GreyFormat : RgbFormat, Strictly) == 0
                ? (shape, pixels)
                : throw Damaged(handle, name);
        }
    }

    private InputException Damaged(nint handle, string name) => new(
        $"this JPEG file is damaged: {Marshal.PtrToStringUTF8((nint)error(handle))?.TrimEnd('.')}", name, "copy or save the image again");
}
