namespace MlCompare.Data.Images;

/// <summary>From stored integers to 0…1.</summary>
internal static class PixelScale
{
    public static float[] ToUnit(ReadOnlySpan<byte> bytes)
    {
        float[] pixels = new float[bytes.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = bytes[i] / 255f;
        }

        return pixels;
    }
}
