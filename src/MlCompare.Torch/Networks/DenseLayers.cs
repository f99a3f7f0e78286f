using MlCompare.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary><see cref="Layer.Dense"/>.</summary>
internal sealed class StackedDense(Layer.Dense layer, StackedArray weight, StackedArray bias) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass) =>
        flow.With(Affine(flow.Stacked(), weight.Read(pass), bias.Read(pass), pass), layer.After(flow.Shape));
}

/// <summary><see cref="Layer.SparseDense"/>: the terms of the batch, which are few of all, as one dense product.</summary>
internal sealed class StackedSparseDense(Layer.SparseDense layer, StackedArray weight, StackedArray bias, StackedArray terms) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor sums = Affine(flow.Stacked(), weight.Read(pass), bias.Read(pass), pass);
        if (pass.TermPlaces!.shape[1] > 0)
        {
            Tensor rows = terms.Gather(pass);
            // Places from 1 on: networks with fewer terms than others are filled up with a line of zeros.
            Tensor lines = torch.cat([torch.zeros([1, rows.shape[1]], device: rows.device), rows], 0)[torch.TensorIndex.Tensor(pass.TermPlaces)];
            sums = sums.Plus(Product(pass.Terms!, lines, pass).unsqueeze(2));
        }

        return flow.With(sums, layer.After(flow.Shape));
    }
}

/// <summary><see cref="Layer.Members"/>: every row once for each member.</summary>
internal sealed class StackedMembers(Layer.Members layer) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass) =>
        flow.With(flow.Stacked().repeat_interleave(layer.Count, 1), flow.Shape) with { Members = layer.Count };
}

/// <summary><see cref="Layer.MemberDense"/>.</summary>
internal sealed class StackedMemberDense(Layer.MemberDense layer, StackedArray weight, StackedArray bias) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        long[] size = x.shape;
        long members = flow.Members, rows = size[1] / members;
        // Networks and members are alike here: each has weights of its own.
        Tensor each = x.view(size[0], rows, members, size[2], size[3]).permute(0, 2, 1, 3, 4).reshape(size[0] * members, rows, size[2], size[3]);
        Tensor y = Affine(each, weight.Read(pass).flatten(0, 1), bias.Read(pass).flatten(0, 1), pass);
        Tensor back = y.view(size[0], members, rows, size[2], layer.Units).permute(0, 2, 1, 3, 4).reshape(size[0], size[1], size[2], layer.Units);
        return flow.With(back, layer.After(flow.Shape));
    }
}

/// <summary><see cref="Layer.Scale"/> and, with factors for each member, <see cref="Layer.MemberScale"/>.</summary>
internal sealed class StackedScale(StackedArray factor, bool byMember) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        if (!byMember)
        {
            return flow.With(x * ByChannel(factor.Read(pass)), flow.Shape);
        }

        long[] size = x.shape;
        Tensor scaled = x.view(size[0], size[1] / flow.Members, flow.Members, size[2], size[3]) * factor.Read(pass).unsqueeze(1).unsqueeze(3);
        return flow.With(scaled.view(size), flow.Shape);
    }
}
