using MlCompare.Fuzz;
using MlCompare.Data;
using MlCompare.Tests.Data.Audio;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Data.Folders;

public sealed class ClassFolderTests
{
    private static byte[] Grey(int width, int height, int value) => new PngFile(width, height, 8, 0).Encode((_, _, _) => value);

    private static string Refusal(TempFolder folder) =>
        Assert.Throws<InputException>(() => DatasetReader.Read(folder.Path)).Message.Replace(folder.Path, "DIR", StringComparison.Ordinal).Replace('\\', '/');

    [Fact]
    public void Folders_of_images_are_classes_in_ordinal_order()
    {
        using TempFolder folder = new(nameof(Folders_of_images_are_classes_in_ordinal_order));
        folder.Write("dog/b.png", Grey(3, 2, 51));
        folder.Write("cat/z.png", Grey(3, 2, 102));
        folder.Write("cat/a.PNG", new PngFile(3, 2, 8, 2).Encode((_, _, channel) => 51 * channel));
        folder.Write("cat/.hidden", "x");
        folder.Write("cat/notes.md", "x");
        folder.Write("fox/notes.md", "x");
        Dataset dataset = DatasetReader.Read(folder.Path);
        ImageColumn images = Assert.IsType<ImageColumn>(dataset.Features.Columns[0]);
        Assert.Equal((3, 2, 3, 3), (images.Count, images.Height, images.Width, images.Channels));
        Assert.Equal([0, 0.2f, 0.4f], images.Pixels[0][..3]);
        Assert.Equal([0.4f, 0.4f, 0.4f], images.Pixels[1][..3]);
        Assert.Equal([0, 0, 1], dataset.Labels.Classes);
        Assert.Equal("cat,dog", string.Join(',', dataset.Labels.ClassNames));
        Assert.Equal(["2 files that are no .png or .jpg or .jpeg were passed over.", "Folders without .png or .jpg or .jpeg files: fox."], dataset.Remarks);
    }

    [Fact]
    public void Train_and_test_folders_are_an_official_split()
    {
        using TempFolder folder = new(nameof(Train_and_test_folders_are_an_official_split));
        folder.Write("test/pos/1.txt", "fine film");
        folder.Write("train/pos/1.txt", "good\nfilm");
        folder.Write("train/neg/1.txt", "bad film");
        folder.Write("train/neg/2.txt", "worse film");
        Dataset dataset = DatasetReader.Read(folder.Path);
        Assert.Equal(Modality.Text, dataset.Modality);
        Assert.Equal([3], dataset.OfficialTestRows);
        Assert.Equal(["bad film", "worse film", "good\nfilm", "fine film"], Assert.IsType<TextColumn>(dataset.Features.Columns[0]).Values.Select(text => text!));
        Assert.Equal([0, 0, 1, 1], dataset.Labels.Classes);
    }

    [Fact]
    public void Folders_of_sounds_are_read()
    {
        using TempFolder folder = new(nameof(Folders_of_sounds_are_read));
        folder.Write("train/yes/1.wav", WaveReaderTests.Wav(1, 8, 1, 8000, [192]));
        folder.Write("train/no/1.wav", WaveReaderTests.Wav(1, 8, 1, 8000, [64, 64]));
        folder.Write("test/no/1.wav", WaveReaderTests.Wav(1, 8, 1, 8000, [0]));
        Dataset dataset = DatasetReader.Read(folder.Path);
        WaveformColumn sounds = Assert.IsType<WaveformColumn>(dataset.Features.Columns[0]);
        Assert.Equal([2, 1, 1], sounds.Samples.Select(wave => wave.Length));
        Assert.Equal([0, 1, 0], dataset.Labels.Classes);
        Assert.Equal([2], dataset.OfficialTestRows);
    }

    [Fact]
    public void Images_of_two_sizes_are_refused()
    {
        using TempFolder folder = new(nameof(Images_of_two_sizes_are_refused));
        folder.Write("a/1.png", Grey(3, 2, 0));
        folder.Write("b/2.png", Grey(4, 2, 0));
        Assert.Equal("DIR/b/2.png: its image is 4x2 pixels, that of DIR/a/1.png is 3x2; scale or cut all images to one size", Refusal(folder));
    }

    [EngineFact("turbojpeg")]
    public void Png_and_jpeg_may_stand_side_by_side()
    {
        using TempFolder folder = new(nameof(Png_and_jpeg_may_stand_side_by_side));
        folder.Write("a/1.jpg", JpegFile.Colours);
        folder.Write("b/2.jpeg", JpegFile.Grey);
        folder.Write("b/3.png", Grey(16, 12, 255));
        ImageColumn images = Assert.IsType<ImageColumn>(DatasetReader.Read(folder.Path).Features.Columns[0]);
        Assert.Equal((3, 12, 16, 3), (images.Count, images.Height, images.Width, images.Channels));
        Assert.All(images.Pixels[2], value => Assert.Equal(1, value));
    }

    [Fact]
    public void Folders_that_are_no_data_set_are_refused()
    {
        const string Remedy = "; make one folder a class, with its images (.png, .jpg), texts (.txt) or sounds (.wav), or name a csv file";
        using TempFolder folder = new(nameof(Folders_that_are_no_data_set_are_refused));
        Assert.Equal("DIR: the folder has no class folders" + Remedy, Refusal(folder));
        folder.Write("a/1.md", "x");
        Assert.Equal("DIR: its class folders hold no .png, .jpg, .txt or .wav files" + Remedy, Refusal(folder));
        folder.Write("a/1.txt", "x y");
        Assert.Equal("DIR: there is one class only: 'a' in all 1 rows; add rows of another class", Refusal(folder));
        folder.Write("b/1.png", Grey(1, 1, 0));
        Assert.Equal("DIR: the class folders hold files of several kinds (.png or .jpg or .jpeg, .txt); keep one kind: images, texts or sounds", Refusal(folder));
    }
}
