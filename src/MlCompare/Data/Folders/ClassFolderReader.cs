using MlCompare.Data.Audio;
using MlCompare.Data.Images;
using MlCompare.Data.Texts;

namespace MlCompare.Data.Folders;

/// <summary>Reads a folder of class folders: PNG or JPEG images of one shape, texts, or WAV sounds of one sample rate.</summary>
public static class ClassFolderReader
{
    /// <summary>Reads the folder; what was passed over is said in the remarks.</summary>
    /// <exception cref="InputException">No class folders, files of several kinds or shapes, a damaged file.</exception>
    public static LabelledColumn Read(string folder, out IReadOnlyList<string> remarks)
    {
        ClassFolders folders = ClassFolders.Open(folder);
        remarks = folders.Remarks;
        ClassFile[] files = folders.Files;
        if (folders.Kind == FileKind.Sounds)
        {
            return Sounds(folder, files);
        }

        Modality modality = folders.Kind == FileKind.Images ? Modality.Image : Modality.Text;
        Column column = modality == Modality.Image
            ? Images(files)
            : new TextColumn("text", Array.ConvertAll(files, file => (string?)TextLines.ReadWhole(file.File)));
        int[] test = [.. Enumerable.Range(0, files.Length).Where(row => files[row].Test)];
        return new LabelledColumn(modality, column, Array.ConvertAll(files, file => file.ClassName), test, folder);
    }

    private static LabelledColumn Sounds(string folder, ClassFile[] files)
    {
        WaveCollection sounds = new(folder);
        foreach (ClassFile file in files)
        {
            string key = (file.Test ? "1/" : "0/") + file.Key;
            sounds.Add(key, WaveReader.Read(file.File.ReadAll(), file.File.Name), file.File.Name, file.ClassName, file.Test);
        }

        return sounds.ToColumn("there are no sounds");
    }

    /// <summary>When some images have colours and others are grey, the grey ones get three equal channels.</summary>
    private static ImageColumn Images(ClassFile[] files)
    {
        DecodedImage[] images = Array.ConvertAll(files, Decode);
        DecodedImage first = images[0];
        int other = Array.FindIndex(images, image => (image.Width, image.Height) != (first.Width, first.Height));
        if (other >= 0)
        {
            throw new InputException(
                $"its image is {images[other].Width}x{images[other].Height} pixels, that of {files[0].File.Name} is {first.Width}x{first.Height}",
                files[other].File.Name, "scale or cut all images to one size");
        }

        int channels = images.Max(image => image.Channels);
        float[][] pixels = Array.ConvertAll(images, image => image.Channels == channels ? image.Pixels : Spread(image.Pixels));
        return new ImageColumn("image", pixels, first.Height, first.Width, channels);
    }

    /// <summary>The first bytes decide, not the name: a JPEG begins with FF D8 FF.</summary>
    private static DecodedImage Decode(ClassFile file)
    {
        byte[] bytes = file.File.ReadAll();
        bool jpeg = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || !Path.GetExtension(file.File.PlainName).Equals(".png", StringComparison.OrdinalIgnoreCase);
        return jpeg ? TurboJpeg.Shared.Decode(bytes, file.File.Name) : PngDecoder.Decode(bytes, file.File.Name);
    }

    private static float[] Spread(float[] grey)
    {
        float[] rgb = new float[3 * grey.Length];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = grey[i / 3];
        }

        return rgb;
    }
}
