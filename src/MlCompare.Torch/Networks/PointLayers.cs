using MlCompare.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary><see cref="Layer.Activate"/>; in whichever form the numbers come.</summary>
internal sealed class StackedActivation(Layer.Activate layer) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass) => flow with { Numbers = Bend(flow.Numbers) };

    private Tensor Bend(Tensor z) => layer.Function switch
    {
        Activation.Relu => torch.nn.functional.relu(z),
        Activation.Silu => torch.nn.functional.silu(z),
        Activation.Gelu => torch.nn.functional.gelu(z, TorchSharp.Modules.GELU.Approximate.tanh),
        Activation.Selu => torch.nn.functional.selu(z),
        // z·tanh(log(1 + e^z)), spelt out: TorchSharp's own makes two numbers in passing (Scalars), and the second may be the end of the first.
        Activation.Mish => z * torch.tanh(torch.nn.functional.logsigmoid(z.neg()).neg()),
        _ => torch.tanh(z),
    };
}

/// <summary><see cref="Layer.LayerNorm"/>.</summary>
internal sealed class StackedLayerNorm(StackedArray scale, StackedArray shift) : StackedLayer
{
    private const double Epsilon = 1e-5;

    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        Tensor normalised = torch.nn.functional.layer_norm(x, [x.shape[3]], eps: Epsilon);
        return flow.With(torch.addcmul(ByChannel(shift.Read(pass)), normalised, ByChannel(scale.Read(pass)), Scalars.Of(1)), flow.Shape);
    }
}

/// <summary><see cref="Layer.Dropout"/>.</summary>
internal sealed class StackedDropout(Layer.Dropout layer) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        if (!pass.Training || layer.Rate == 0)
        {
            return flow;
        }

        Tensor x = flow.Stacked();
        return flow.With(x * DropoutMask.Draw(pass, layer.Rate, x), flow.Shape);
    }
}

/// <summary><see cref="Layer.Positions"/>; of a text as many as its batch has.</summary>
internal sealed class StackedPositions(StackedArray vector) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        return flow.With(x.Plus(vector.Read(pass).narrow(1, 0, x.shape[2]).unsqueeze(1)), flow.Shape);
    }
}

/// <summary><see cref="Layer.Residual"/>.</summary>
internal sealed class StackedResidual(StackedLayer[] inner) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Flow branch = inner.Aggregate(flow, (at, layer) => layer.Forward(at, pass));
        return flow.With(flow.Stacked().Plus(branch.Stacked()), flow.Shape);
    }
}
