using MlCompare.Fuzz;
using MlCompare.Data.Images;

namespace MlCompare.Tests.Data.Images;

public sealed class PngDecoderTests
{
    private static readonly byte[] Colours = [.. new Rng(3).Permutation(256).SelectMany(i => new[] { (byte)i, (byte)(255 - i), (byte)(i * 7) })];

    /// <summary>Colour type, bit depth, interlaced, filter (−1: all five in turn).</summary>
    public static TheoryData<int, int, bool, int> Kinds()
    {
        TheoryData<int, int, bool, int> kinds = [];
        (int Colour, int[] Depths)[] allowed = [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])];
        foreach ((int colour, int[] depths) in allowed)
        {
            foreach (int depth in depths)
            {
                for (int filter = -1; filter < 5; filter++)
                {
                    kinds.Add(colour, depth, false, filter);
                    kinds.Add(colour, depth, true, filter);
                }
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_encoded_is_decoded(int colour, int depth, bool interlaced, int filter)
    {
        PngFile file = new(13, 11, depth, colour, interlaced, filter) { Palette = colour == 3 ? Colours[..(3 << depth)] : null };
        int max = (1 << depth) - 1;
        int[,,] samples = new int[13, 11, file.Samples];
        Rng rng = new(Seeds.From(1, colour, depth, filter));
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i / file.Samples % 13, i / file.Samples / 13, i % file.Samples] = rng.NextInt(max + 1);
        }

        DecodedImage image = PngDecoder.Decode(file.Encode((x, y, channel) => samples[x, y, channel]), "a.png");
        int channels = colour is 0 or 4 ? 1 : 3;
        Assert.Equal((13, 11, channels), (image.Width, image.Height, image.Channels));
        for (int y = 0; y < 11; y++)
        {
            for (int x = 0; x < 13; x++)
            {
                double alpha = colour is 4 or 6 ? (double)samples[x, y, channels] / max : 1;
                for (int channel = 0; channel < channels; channel++)
                {
                    double value = colour == 3 ? Colours[3 * samples[x, y, 0] + channel] / 255.0 : (double)samples[x, y, channel] / max;
                    Assert.Equal(alpha * value + 1 - alpha, image.Pixels[(y * 13 + x) * channels + channel], 1e-6);
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 1)]
    public void Small_interlaced_images_skip_empty_passes(int width, int height)
    {
        DecodedImage image = PngDecoder.Decode(new PngFile(width, height, 8, 0, Interlaced: true).Encode((x, y, _) => 10 * x + y), "a.png");
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            Assert.Equal((10 * (i % width) + i / width) / 255f, image.Pixels[i], 1e-6f);
        }
    }

    [Fact]
    public void Transparent_colours_are_laid_on_white()
    {
        PngFile palette = new(3, 1, 8, 3) { Palette = [255, 0, 0, 0, 255, 0, 0, 0, 255], Transparency = [0, 128] };
        float[] pixels = PngDecoder.Decode(palette.Encode((x, _, _) => x), "a.png").Pixels;
        float half = 1 - 128 / 255f;
        Assert.Equal([1, 1, 1, half, 1, half, 0, 0, 1], pixels);
        PngFile grey = new(2, 1, 8, 0) { Transparency = [0, 7] };
        Assert.Equal([1, 8 / 255f], PngDecoder.Decode(grey.Encode((x, _, _) => 7 + x), "a.png").Pixels);
        PngFile rgb = new(2, 1, 8, 2) { Transparency = [0, 1, 0, 2, 0, 3] };
        Assert.Equal([1, 1, 1, 2 / 255f, 3 / 255f, 4 / 255f], PngDecoder.Decode(rgb.Encode((x, _, channel) => 1 + channel + x), "a.png").Pixels);
    }

    [Fact]
    public void Damaged_files_are_refused_with_what_is_wrong()
    {
        PngFile file = new(4, 4, 8, 0);
        byte[] whole = file.Encode((x, y, _) => x * y);
        const string Remedy = "; copy or save the image again";
        Assert.Equal("a.png: this is no PNG file; convert the image to PNG", Refusal("GIF89a..."u8.ToArray()));
        Assert.Equal("a.png: this PNG file is damaged: it is cut short" + Remedy, Refusal(whole[..^5]));
        Assert.Equal("a.png: this PNG file is damaged: it is cut short" + Remedy, Refusal(whole[..20]));
        byte[] flipped = [.. whole];
        flipped[18] ^= 1;
        Assert.Equal("a.png: this PNG file is damaged: the checksum of its chunk IHDR is wrong" + Remedy, Refusal(flipped));
        Assert.Equal("a.png: this PNG file is damaged: its pixels are cut short" + Remedy, Refusal(file.Wrap(new byte[19])));
        Assert.Equal("a.png: this PNG file is damaged: it has an unknown filter or a colour outside its palette" + Remedy,
            Refusal(file.Wrap([.. Enumerable.Repeat((byte)9, 20)])));
        Assert.Equal("a.png: this PNG file is damaged: its header makes no sense" + Remedy, Refusal(new PngFile(4, 4, 5, 0).Encode((_, _, _) => 0)));
        Assert.Equal("a.png: this PNG file is damaged: its header makes no sense" + Remedy, Refusal(new PngFile(1 << 20, 1 << 20, 8, 0).Wrap([0])));
        Assert.Equal("a.png: this PNG file is damaged: it has no palette" + Remedy, Refusal(new PngFile(4, 4, 8, 3).Encode((_, _, _) => 0)));
        Assert.Equal("a.png: this PNG file is damaged: it has an unknown filter or a colour outside its palette" + Remedy,
            Refusal((new PngFile(4, 4, 8, 3) { Palette = [1, 2, 3] }).Encode((_, _, _) => 1)));
    }

    [Fact]
    public void Pixels_that_cannot_be_there_are_found_out_before_memory_is_set_aside()
    {
        byte[] claims = new PngFile(0x780009, 7, 8, 2).Wrap(new byte[100]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("its pixels are cut short", Refusal(claims), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<InputException>(() => PngDecoder.Decode(bytes, "a.png")).Message;
}
