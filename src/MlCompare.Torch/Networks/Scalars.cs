using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary>
/// Numbers for libtorch that stay while it reads them. TorchSharp 0.107 hands on the handle of a number and no more: the garbage collector may
/// take one that was made in passing, by a conversion from <c>double</c>, in the middle of the call.
/// </summary>
internal static class Scalars
{
    // A call is over long before so many others have been made.
    private static readonly Scalar?[] Recent = new Scalar?[4096];
    private static int made;

    public static Scalar Of(double number) => Keep(number);

    public static Scalar Of(long number) => Keep(number);

    /// <summary>a + b; TorchSharp's own addition makes a number in passing.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, Of(1));

    /// <summary>a += b, as <see cref="Plus"/>.</summary>
    public static Tensor Add(this Tensor a, Tensor b) => a.add_(b, Of(1));

    /// <summary>a += b, as <see cref="Plus"/>.</summary>
    public static Tensor Add(this Tensor a, double b) => a.add_(Of(b), Of(1));

    private static Scalar Keep(Scalar scalar) => Recent[(uint)Interlocked.Increment(ref made) % Recent.Length] = scalar;
}
