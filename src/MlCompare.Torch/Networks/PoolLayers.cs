using MlCompare.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary><see cref="Layer.MeanPool"/>.</summary>
internal sealed class StackedMeanPool(Layer.MeanPool layer) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        if (!flow.IsSequence)
        {
            return flow.With(x.mean([2], true), layer.After(flow.Shape));
        }

        Tensor counted = pass.Counted(x.shape[2], flow.Members).to(torch.float32);
        return flow.With((x * counted).sum(2, true) / counted.sum(2, true).clamp_min(Scalars.Of(1)), layer.After(flow.Shape)) with { IsSequence = false };
    }
}

/// <summary><see cref="Layer.GlobalMaxPool"/>; 0 for a text without tokens.</summary>
internal sealed class StackedGlobalMaxPool(Layer.GlobalMaxPool layer) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        if (!flow.IsSequence)
        {
            return flow.With(x.max(2, true).values, layer.After(flow.Shape));
        }

        Tensor counted = pass.Counted(x.shape[2], flow.Members);
        Tensor most = x.masked_fill(counted.logical_not(), Scalars.Of(double.NegativeInfinity)).max(2, true).values;
        return flow.With(most.masked_fill(counted.any(2, true).logical_not(), Scalars.Of(0)), layer.After(flow.Shape)) with { IsSequence = false };
    }
}

/// <summary><see cref="Layer.Flatten"/>.</summary>
internal sealed class StackedFlatten(Layer.Flatten layer) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        return flow.With(x.reshape(x.shape[0], x.shape[1], 1, x.shape[2] * x.shape[3]), layer.After(flow.Shape));
    }
}
