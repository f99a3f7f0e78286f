using System.Buffers.Binary;
using System.IO.Compression;
using MlCompare.Data;
using MlCompare.Data.Files;
using MlCompare.Data.Images;

namespace MlCompare.Tests.Data.Images;

public sealed class IdxReaderTests
{
    internal static byte[] Idx(int[] sizes, byte[] body)
    {
        byte[] bytes = new byte[4 + 4 * sizes.Length + body.Length];
        (bytes[2], bytes[3]) = (8, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), sizes[i]);
        }

        body.CopyTo(bytes, 4 + 4 * sizes.Length);
        return bytes;
    }

    private static InputFile File(string name, byte[] bytes) => InputFile.Of(name, bytes);

    private static string Refusal(Action read) => Assert.Throws<InputException>(read).Message;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_scaled_and_keep_their_shape(bool packed)
    {
        byte[] bytes = Idx([2, 2, 3], [0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6]);
        if (packed)
        {
            using MemoryStream stream = new();
            using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
            {
                gzip.Write(bytes);
            }

            bytes = stream.ToArray();
        }

        ImageColumn images = IdxReader.ReadImages(File("i", bytes));
        Assert.Equal((2, 2, 3, 1), (images.Count, images.Height, images.Width, images.Channels));
        Assert.Equal([0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f], images.Pixels[0]);
    }

    [Fact]
    public void Pairs_get_an_official_split()
    {
        InputFile images = File("i", Idx([3, 1, 1], [1, 2, 3])), labels = File("l", Idx([3], [7, 9, 7]));
        InputFile testImages = File("ti", Idx([2, 1, 1], [4, 5])), testLabels = File("tl", Idx([2], [9, 7]));
        Dataset dataset = IdxReader.ReadPair(images, labels, testImages, testLabels).ToDataset("d", "D", new Provenance("test"));
        Assert.Equal([3, 4], dataset.OfficialTestRows);
        Assert.Equal("7,9", string.Join(',', dataset.Labels.ClassNames));
        Assert.Equal([0, 1, 0, 1, 0], dataset.Labels.Classes);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal("i: this is no IDX file of unsigned bytes (it begins with '89504e47', expected 0000080d with d dimensions); "
            + "give an idx-ubyte file, packed with gzip or not", Refusal(() => IdxReader.ReadImages(File("i", [0x89, 0x50, 0x4E, 0x47, 0, 0]))));
        Assert.Equal("i: its header counts 2 x 2 x 2 = 8 bytes, but 7 follow; download the file again",
            Refusal(() => IdxReader.ReadImages(File("i", Idx([2, 2, 2], new byte[7])))));
        Assert.Equal("l: its header counts 3 = 3 bytes, but 4 follow; download the file again",
            Refusal(() => IdxReader.ReadLabels(File("l", Idx([3], new byte[4])))));
        Assert.Equal("l: it has 1 dimensions; images have 3, or 4 with channels; name the file of images (magic 2051)",
            Refusal(() => IdxReader.ReadImages(File("l", Idx([3], new byte[3])))));
        Assert.Equal("i: it has 3 dimensions; labels have 1; name the file of labels (magic 2049)",
            Refusal(() => IdxReader.ReadLabels(File("i", Idx([2, 2, 2], new byte[8])))));
        Assert.Equal("l: it has 2 labels, but i has 3 images; give the labels that belong to the images",
            Refusal(() => IdxReader.ReadPair(File("i", Idx([3, 1, 1], new byte[3])), File("l", Idx([2], new byte[2])))));
    }

    [Fact]
    public void Cifar_records_are_interleaved()
    {
        byte[] record = new byte[3073];
        (record[0], record[1], record[1 + 1024], record[1 + 2048], record[2]) = (3, 255, 51, 102, 153);
        byte[] other = new byte[3073];
        LabelledColumn column = CifarReader.Read((File("a.bin", [.. record, .. other]), false), (File("b.bin", record), true));
        ImageColumn images = Assert.IsType<ImageColumn>(column.Column);
        Assert.Equal([1f, 0.2f, 0.4f, 0.6f, 0f, 0f], images.Pixels[0][..6]);
        Assert.Equal(["cat", "airplane", "cat"], column.ClassOfRow);
        Assert.Equal([2], column.TestRows);
        Assert.Equal("a.bin: its 3072 bytes are no multiple of the 3073 bytes of a CIFAR-10 record; give a file of the binary version, packed with gzip or not",
            Refusal(() => CifarReader.Read((File("a.bin", record[1..]), false))));
        record[0] = 11;
        Assert.Equal("a.bin: record 1 has the label 11; CIFAR-10 has 0 to 9; give a file of CIFAR-10 (CIFAR-100 has two label bytes a record)",
            Refusal(() => CifarReader.Read((File("a.bin", record), false))));
    }
}
