using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary>One layer of several networks at once; libtorch differentiates it.</summary>
internal abstract class StackedLayer
{
    public abstract Flow Forward(Flow flow, StackedPass pass);

    /// <summary>a·b for each network; in mixed precision bfloat16 numbers are multiplied.</summary>
    protected static Tensor Product(Tensor a, Tensor b, StackedPass pass) => pass.Mixed
        ? torch.bmm(a.to(torch.bfloat16), b.to(torch.bfloat16)).to(torch.float32)
        : torch.bmm(a, b);

    /// <summary>x·w + b at every position: networks × rows × positions × inputs, by networks × inputs × outputs and networks × outputs.</summary>
    protected static Tensor Affine(Tensor x, Tensor w, Tensor b, StackedPass pass)
    {
        long[] size = x.shape;
        Tensor flat = x.reshape(size[0], size[1] * size[2], size[3]);
        // baddbmm is passed over: TorchSharp 0.107 hands its arguments on in another order than their names say.
        Tensor sums = size[0] == 1 && !pass.Mixed
            ? torch.nn.functional.linear(flat.squeeze(0), w.squeeze(0).t(), b.squeeze(0))
            : Product(flat, w, pass).Add(b.unsqueeze(1));
        return sums.view(size[0], size[1], size[2], w.shape[2]);
    }

    /// <summary>One number a network and channel beside networks × rows × positions × channels.</summary>
    protected static Tensor ByChannel(Tensor vector) => vector.unsqueeze(1).unsqueeze(1);
}
