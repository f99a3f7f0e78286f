using MlCompare.Data.Audio;
using MlCompare.Data.Files;
using MlCompare.Data.Images;
using MlCompare.Data.Texts;

namespace MlCompare.Data.Folders;

/// <summary>
/// Reads a folder of class folders: PNG or JPEG images of one shape, texts, or WAV sounds of one sample rate. Images and sounds are decoded
/// when somebody wants their values; a damaged image is found then: at the latest by the content hash, which a study takes before it begins.
/// </summary>
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
        WaveCollection<(InputFile File, byte[] Hash, int Length)> sounds = new(folder);
        foreach (ClassFile file in files)
        {
            string key = (file.Test ? "1/" : "0/") + file.Key;
            ((InputFile File, byte[] Hash, int Length) sound, WaveShape shape) = WaveFiles.Look(file.File);
            sounds.Add(key, sound, shape, file.File.Name, file.ClassName, file.Test);
        }

        return sounds.ToColumn("there are no sounds", all => WaveFiles.Of(all).Rows(all.Length));
    }

    private static ImageColumn Images(ClassFile[] files)
    {
        ImageFiles images = ImageFiles.Open(Array.ConvertAll(files, file => file.File));
        return new ImageColumn("image", images.Rows(images.Count), images.Height, images.Width, images.Channels);
    }
}
