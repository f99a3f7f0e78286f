using MlCompare.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary><see cref="Layer.Attention"/>; a text's filled-up positions are not attended to.</summary>
internal sealed class StackedAttention(Layer.Attention layer, StackedArray inWeight, StackedArray inBias, StackedArray outWeight, StackedArray outBias) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        (long networks, long rows, long positions, long width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        long heads = layer.Heads, part = width / heads;
        // Queries, keys, values: each (networks, rows and heads) × positions × part.
        Tensor all = Affine(x, inWeight.Read(pass), inBias.Read(pass), pass)
            .view(networks, rows, positions, 3, heads, part).permute(3, 0, 1, 4, 2, 5).reshape(3, networks * rows * heads, positions, part);
        Tensor scores = Product(all[0], all[1].transpose(1, 2), pass).mul(Scalars.Of(1 / Math.Sqrt(part)));
        if (flow.IsSequence)
        {
            // A text without a token attends to its first, empty one.
            Tensor beyond = pass.Counted(positions, flow.Members, least: 1).logical_not().view(networks * rows, 1, 1, positions);
            scores = scores.view(networks * rows, heads, positions, positions).masked_fill(beyond, Scalars.Of(double.NegativeInfinity)).view(networks * rows * heads, positions, positions);
        }

        Tensor seen = Product(torch.nn.functional.softmax(scores, -1), all[2], pass)
            .view(networks, rows, heads, positions, part).permute(0, 1, 3, 2, 4).reshape(networks, rows, positions, width);
        return flow.With(Affine(seen, outWeight.Read(pass), outBias.Read(pass), pass), flow.Shape);
    }
}
