using MlCompare.Networks;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary>
/// What flows from layer to layer, in one of two forms: stacked (networks × rows and members × positions × channels), or as planes (rows ×
/// networks and channels × height × width), in which libtorch convolves and pools. Each layer asks for the form that it reads.
/// </summary>
/// <param name="Shape">Of one row and member; the width of sequences is that of the batch.</param>
internal sealed record Flow(Tensor Numbers, TensorShape Shape, int Networks, int Members = 1, bool IsSequence = false, bool ArePlanes = false)
{
    public Tensor Stacked()
    {
        if (!ArePlanes)
        {
            return Numbers;
        }

        long[] size = Numbers.shape;
        return Networks == 1
            ? Numbers.permute(0, 2, 3, 1).reshape(1, size[0], size[2] * size[3], size[1])
            : Numbers.reshape(size[0], Networks, size[1] / Networks, size[2], size[3]).permute(1, 0, 3, 4, 2).reshape(Networks, size[0], size[2] * size[3], size[1] / Networks);
    }

    public Tensor Planes()
    {
        if (ArePlanes)
        {
            return Numbers;
        }

        long[] size = Numbers.shape;
        long height = Shape.Height, width = size[2] / height;
        return Numbers.reshape(Networks, size[1], height, width, size[3]).permute(1, 0, 4, 2, 3).reshape(size[1], Networks * size[3], height, width);
    }

    /// <summary>The next layer's, stacked.</summary>
    public Flow With(Tensor stacked, TensorShape shape) => this with { Numbers = stacked, Shape = shape, ArePlanes = false };

    /// <summary>The next layer's, as planes.</summary>
    public Flow WithPlanes(Tensor planes, TensorShape shape) => this with { Numbers = planes, Shape = shape, ArePlanes = true };
}
