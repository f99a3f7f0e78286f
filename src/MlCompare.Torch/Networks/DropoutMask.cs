using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary>
/// Masks of inverted dropout by hashing a seed and a number's place: the same for a network whichever others run beside it, and on every
/// device. The hash is lowbias32 (Wellons 2018, "Prospecting for hash functions"), on the low 32 bits of 64.
/// </summary>
internal static class DropoutMask
{
    private const long Low = 0xFFFFFFFF, Spread = 0x9E3779B1, First = 0x7FEB352D, Second = 0x846CA68B;

    /// <summary>0 with the probability <paramref name="rate"/>, else 1 / (1 − rate); of the shape of <paramref name="like"/>.</summary>
    public static Tensor Draw(StackedPass pass, double rate, Tensor like)
    {
        int drawing = pass.Drawings++;
        long[] seeds = [.. pass.Seeds.Select(seed => (long)(Seeds.Mix(seed, (ulong)drawing) & (ulong)Low))];
        using (torch.no_grad())
        {
            long[] shape = like.shape;
            long each = shape[1] * shape[2] * shape[3];
            Tensor x = Places.Of(each, like.device).mul(Scalars.Of(Spread)).unsqueeze(0).Plus(torch.tensor(seeds, device: like.device).unsqueeze(1));
            x = Fold(x.bitwise_and_(torch.tensor(Low)), 16);
            x = Fold(x.mul_(Scalars.Of(First)).bitwise_and_(torch.tensor(Low)), 15);
            x = Fold(x.mul_(Scalars.Of(Second)).bitwise_and_(torch.tensor(Low)), 16);
            return x.ge(Scalars.Of((long)(rate * (Low + 1)))).to(torch.float32).mul_(Scalars.Of(1 / (1 - rate))).view(shape);
        }
    }

    private static Tensor Fold(Tensor x, long bits) => x.bitwise_xor_(x.bitwise_right_shift(torch.tensor(bits)));

    private static class Seeds
    {
        /// <summary>A step of SplitMix64 (Steele et al. 2014).</summary>
        public static ulong Mix(ulong seed, ulong number)
        {
            ulong z = seed + (number + 1) * 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
