using MlCompare.Data.Images;
using MlCompare.Fuzz;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Data.Images;

public sealed class TurboJpegTests
{
    [EngineFact("turbojpeg")]
    public void Colours_come_back_within_the_loss_of_the_format()
    {
        DecodedImage image = TurboJpeg.Shared.Decode(JpegFile.Colours, "a.jpg");
        Assert.Equal((16, 12, 3), (image.Width, image.Height, image.Channels));
        Assert.All(Enumerable.Range(0, 16 * 12), i =>
        {
            Assert.Equal(i % 16 / 15.0, image.Pixels[3 * i], 0.03);
            Assert.Equal(i / 16 / 11.0, image.Pixels[3 * i + 1], 0.03);
            Assert.Equal(0.5, image.Pixels[3 * i + 2], 0.03);
        });
    }

    [EngineFact("turbojpeg")]
    public void Grey_images_have_one_channel()
    {
        DecodedImage image = TurboJpeg.Shared.Decode(JpegFile.Grey, "a.jpg");
        Assert.Equal((16, 12, 1), (image.Width, image.Height, image.Channels));
        Assert.All(Enumerable.Range(0, 16 * 12), i => Assert.Equal((i % 16 + i / 16) / 26.0, image.Pixels[i], 0.03));
    }

    [EngineFact("turbojpeg")]
    public void Progressive_images_are_decoded_too()
    {
        DecodedImage image = TurboJpeg.Shared.Decode(JpegFile.Progressive, "a.jpg");
        Assert.Equal((16, 12, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal(1, image.Pixels[3 * 15], 0.12);
    }

    [EngineFact("turbojpeg")]
    public void What_is_cut_or_damaged_is_refused_in_one_line()
    {
        for (int length = 0; length < JpegFile.Colours.Length - 2; length += 7)
        {
            InputException error = Assert.Throws<InputException>(() => TurboJpeg.Shared.Decode(JpegFile.Colours.AsSpan(0, length), "a.jpg"));
            Assert.StartsWith("a.jpg: this JPEG file is damaged: ", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [EngineFact("turbojpeg")]
    public void Changed_bytes_give_an_image_or_one_line()
    {
        Rng rng = new(4);
        for (int trial = 0; trial < 2000; trial++)
        {
            byte[] bytes = [.. JpegFile.Progressive];
            for (int change = 0; change <= trial % 4; change++)
            {
                bytes[rng.NextInt(bytes.Length)] = (byte)rng.NextInt(256);
            }

            try
            {
                DecodedImage image = TurboJpeg.Shared.Decode(bytes, "a.jpg");
                Assert.Equal(image.Width * image.Height * image.Channels, image.Pixels.Length);
            }
            catch (InputException error)
            {
                Assert.StartsWith("a.jpg: ", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Machine_without_the_library_says_how_to_add_it()
    {
        TurboJpeg absent = new(["libturbojpeg-that-is-not-there.so"]);
        Assert.Contains("apt install libturbojpeg0", absent.State.Missing, StringComparison.Ordinal);
        InputException error = Assert.Throws<InputException>(() => absent.Decode(JpegFile.Colours, "a.jpg"));
        Assert.Equal("a.jpg", error.Where);
        Assert.Contains("libturbojpeg was not found", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("or convert the images to PNG", error.Message, StringComparison.Ordinal);
    }
}
