using MlCompare.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary><see cref="Layer.Embedding"/>: of the table only the rows that the batch has take part.</summary>
internal sealed class StackedEmbedding(Layer.Embedding layer, StackedArray vector) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor rows = vector.Gather(pass);
        Tensor local = torch.cat([torch.zeros([1, layer.Width], device: rows.device), rows], 0);
        return flow.With(local[torch.TensorIndex.Tensor(pass.Numbers)], layer.After(flow.Shape));
    }
}

/// <summary><see cref="Layer.FeatureTokens"/>: one product by the vectors laid out so that each column adds to its group's token only.</summary>
internal sealed class StackedFeatureTokens : StackedLayer
{
    private readonly Layer.FeatureTokens layer;
    private readonly StackedArray vector, bias;
    private readonly Tensor groups;

    public StackedFeatureTokens(Layer.FeatureTokens layer, StackedArray vector, StackedArray bias)
    {
        (this.layer, this.vector, this.bias) = (layer, vector, bias);
        int columns = layer.Sizes.Sum(), groupCount = layer.Sizes.Length, column = 0;
        float[] member = new float[columns * groupCount];
        for (int group = 0; group < groupCount; group++)
        {
            for (int i = 0; i < layer.Sizes[group]; i++)
            {
                member[column++ * groupCount + group] = 1;
            }
        }

        groups = torch.tensor(member, [1, columns, groupCount, 1]).to(vector.Value.device);
    }

    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked(), wide = (vector.Read(pass).unsqueeze(2) * groups).flatten(2);
        Tensor tokens = Affine(x, wide, bias.Read(pass).flatten(1), pass);
        return flow.With(tokens.view(x.shape[0], x.shape[1], layer.Sizes.Length, layer.Width), layer.After(flow.Shape));
    }
}

/// <summary><see cref="Layer.Periodic"/>.</summary>
internal sealed class StackedPeriodic(Layer.Periodic layer, StackedArray frequency, StackedArray phase, StackedArray weight, StackedArray bias) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        long networks = x.shape[0], items = x.shape[1] * x.shape[2], columns = layer.Columns;
        Tensor some = x.narrow(3, 0, columns).reshape(networks, items, columns, 1);
        Tensor turns = torch.addcmul(phase.Read(pass).unsqueeze(1), some, frequency.Read(pass).unsqueeze(1), Scalars.Of(1));
        // Whole turns change nothing but the precision.
        Tensor cosines = torch.cos((turns - turns.detach().round()).mul(Scalars.Of(Math.Tau)));
        Tensor each = cosines.permute(0, 2, 1, 3).reshape(networks * columns, items, layer.Frequencies);
        Tensor sums = Product(each, weight.Read(pass).flatten(0, 1), pass).view(networks, columns, items, layer.Width).permute(0, 2, 1, 3).Plus(bias.Read(pass).unsqueeze(1));
        return flow.With(torch.cat([x, sums.reshape(networks, x.shape[1], x.shape[2], columns * layer.Width)], 3), layer.After(flow.Shape));
    }
}
