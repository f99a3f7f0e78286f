using MlCompare.Data.Images;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Data.Images;

/// <summary>Images of 16 x 12 pixels written by cjpeg 2.1.5 with quality 95 from ramps whose values are known.</summary>
public sealed class TurboJpegTests
{
    /// <summary>Red rises to the right, green downwards, blue is 128.</summary>
    public static readonly byte[] Colours = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/" +
        "2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wAARCAAMABADAREAAhEBAxEB/8QA" +
        "HwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkK" +
        "FhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXG" +
        "x8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC" +
        "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOE" +
        "hYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD4++EX7BBz" +
        "F/xJfT/lnX7bnXiNv758L4ZeLHwfvPxPqP4RfsEHEX/El9P+WdfkedeI2/vn+iHhl4sfB+8/E+zfhD8GvAREZ/sr07j/AAr8LzvPMxV/eP8Anp8MuJM29z3z" +
        "6i+Efwb8BZiH9lencf4V+R53nmYq/vH+iHhlxJm3ue+f/9k=");

    /// <summary>Rises along the diagonal.</summary>
    public static readonly byte[] Grey = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/" +
        "wAALCAAMABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI" +
        "I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ip" +
        "qrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APhD9kz9kz/j2/4lnp/BX6c/smfsmf8AHt/xLfT+CuO/" +
        "ZM+HHhPFsf7P9O4/wr9Ov2TPhv4TJth/Z/8Ad7j/AAr/2Q==");

    /// <summary>The colours, progressive and with chroma at half resolution.</summary>
    private static readonly byte[] Progressive = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/" +
        "2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wgARCAAMABADASIAAhEBAxEB/8QA" +
        "FAABAAAAAAAAAAAAAAAAAAAAB//EABQBAQAAAAAAAAAAAAAAAAAAAAX/2gAMAwEAAhADEAAAAR5SZlEwf//EABcQAQEBAQAAAAAAAAAAAAAAAAUABAb/2gAI" +
        "AQEAAQUCI4KI4KIGwRA2C//EABgRAAIDAAAAAAAAAAAAAAAAAAAHBCIx/9oACAEDAQE/AVkxZ9NP/8QAGREAAQUAAAAAAAAAAAAAAAAAAAQFBiEx/9oACAEC" +
        "AQE/AXqbrL0//8QAFxAAAwEAAAAAAAAAAAAAAAAAAAEjof/aAAgBAQAGPwJRwUcFIUj/xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAE/IQpUAf/aAAwD" +
        "AQACAAMAAAAQu//EABYRAQEBAAAAAAAAAAAAAAAAAEEA4f/aAAgBAwEBPxA0O3//xAAXEQADAQAAAAAAAAAAAAAAAAAAQZHh/9oACAECAQE/EEFaf//EABoQ" +
        "AAICAwAAAAAAAAAAAAAAAAABEUFhcdH/2gAIAQEAAT8QfOoPjUG02NrhJXG1w//Z");

    [EngineFact("turbojpeg")]
    public void Colours_come_back_within_the_loss_of_the_format()
    {
        DecodedImage image = TurboJpeg.Shared.Decode(Colours, "a.jpg");
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
        DecodedImage image = TurboJpeg.Shared.Decode(Grey, "a.jpg");
        Assert.Equal((16, 12, 1), (image.Width, image.Height, image.Channels));
        Assert.All(Enumerable.Range(0, 16 * 12), i => Assert.Equal((i % 16 + i / 16) / 26.0, image.Pixels[i], 0.03));
    }

    [EngineFact("turbojpeg")]
    public void Progressive_images_are_decoded_too()
    {
        DecodedImage image = TurboJpeg.Shared.Decode(Progressive, "a.jpg");
        Assert.Equal((16, 12, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal(1, image.Pixels[3 * 15], 0.12);
    }

    [EngineFact("turbojpeg")]
    public void What_is_cut_or_damaged_is_refused_in_one_line()
    {
        for (int length = 0; length < Colours.Length - 2; length += 7)
        {
            InputException error = Assert.Throws<InputException>(() => TurboJpeg.Shared.Decode(Colours.AsSpan(0, length), "a.jpg"));
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
            byte[] bytes = [.. Progressive];
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
        InputException error = Assert.Throws<InputException>(() => absent.Decode(Colours, "a.jpg"));
        Assert.Equal("a.jpg", error.Where);
        Assert.Contains("libturbojpeg was not found", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("or convert the images to PNG", error.Message, StringComparison.Ordinal);
    }
}
