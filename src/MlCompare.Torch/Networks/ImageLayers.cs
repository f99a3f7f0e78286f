using MlCompare.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary><see cref="Layer.Convolution"/>, of all networks as one grouped convolution.</summary>
internal sealed class StackedConvolution(Layer.Convolution layer, StackedArray weight, StackedArray bias) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        // Positions past a text's end count as beyond the edge.
        Flow from = flow.IsSequence ? flow.With(flow.Stacked() * pass.Counted(flow.Stacked().shape[2], flow.Members), flow.Shape) : flow;
        Tensor w = weight.Read(pass);
        long[] size = w.shape;
        // Networks × lines × columns × channels in × channels out, to networks and channels out × channels in × lines × columns.
        Tensor kernel = w.permute(0, 4, 3, 1, 2).reshape(size[0] * size[4], size[3], size[1], size[2]), shift = bias.Read(pass).flatten();
        Tensor planes = from.Planes();
        long[] padding = [size[1] / 2, size[2] / 2];
        Tensor y = pass.Mixed
            ? torch.nn.functional.conv2d(planes.to(torch.bfloat16), kernel.to(torch.bfloat16), shift.to(torch.bfloat16), padding: padding, groups: size[0]).to(torch.float32)
            : torch.nn.functional.conv2d(planes, kernel, shift, padding: padding, groups: size[0]);
        return flow.WithPlanes(y, layer.After(flow.Shape));
    }
}

/// <summary><see cref="Layer.MaxPool"/>.</summary>
internal sealed class StackedMaxPool(Layer.MaxPool layer) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        long[] window = [flow.Shape.Height == 1 ? 1 : layer.Size, layer.Size];
        return flow.WithPlanes(torch.nn.functional.max_pool2d(flow.Planes(), window, window), layer.After(flow.Shape));
    }
}

/// <summary><see cref="Layer.BatchNorm"/>: the channels of all networks are channels of one batch norm.</summary>
internal sealed class StackedBatchNorm(Layer.BatchNorm layer, StackedArray scale, StackedArray shift, StackedArray mean, StackedArray variance) : StackedLayer
{
    private const double Epsilon = 1e-5;

    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Planes();
        long items = x.shape[0] * x.shape[2] * x.shape[3];
        if (pass.Training && items == 1)
        {
            // One number has no variance: it becomes the shift, as in the embedded engine.
            using (torch.no_grad())
            {
                mean.Value.mul_(Scalars.Of(1 - layer.Momentum)).add_(x.detach().view(mean.Value.shape), Scalars.Of(layer.Momentum));
                variance.Value.mul_(Scalars.Of(1 - layer.Momentum));
            }

            Tensor normalised = (x - x.detach()) * scale.Read(pass).view(1, -1, 1, 1);
            return flow.WithPlanes(normalised.Plus(shift.Read(pass).view(1, -1, 1, 1)), flow.Shape);
        }

        Tensor y = torch.nn.functional.batch_norm(
            x, mean.Read(pass).view(-1), variance.Read(pass).view(-1), scale.Read(pass).view(-1), shift.Read(pass).view(-1), pass.Training, layer.Momentum, Epsilon);
        return flow.WithPlanes(y, flow.Shape);
    }
}
