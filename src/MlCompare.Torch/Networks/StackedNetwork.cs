using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural;
using MlCompare.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary>Several networks of one architecture, each with weights of its own, as one graph of libtorch.</summary>
internal sealed class StackedNetwork
{
    private readonly StackedLayer[] layers;
    private readonly Queue<StackedArray> unread;

    /// <param name="networks">The networks as the embedded engine starts them; all of one architecture.</param>
    public StackedNetwork(NetworkSpec spec, IReadOnlyList<Graph> networks, torch.Device device)
    {
        Spec = spec;
        Parameter[] like = networks[0].Parameters;
        Arrays = [.. spec.Weights().Select((array, p) => new StackedArray(array, [.. networks.Select(network => network.Parameters[p].Value)], like[p], device))];
        unread = new Queue<StackedArray>(Arrays);
        layers = [.. spec.Layers.Select(Build)];
    }

    public NetworkSpec Spec { get; }

    /// <summary>In the order of <see cref="NetworkSpec.Weights"/>.</summary>
    public StackedArray[] Arrays { get; }

    /// <summary>Networks × rows × members × outputs.</summary>
    public Tensor Forward(StackedPass pass)
    {
        TensorShape shape = Spec.Input is NetworkInput.Terms terms ? new TensorShape(1, 1, terms.Dense) : Spec.Input.Shape;
        Flow flow = new(pass.Numbers, shape, pass.Networks, IsSequence: Spec.Input is NetworkInput.Tokens);
        Tensor end = layers.Aggregate(flow, (at, layer) => layer.Forward(at, pass)).Stacked();
        return end.reshape(pass.Networks, pass.Rows, Spec.Members, end.shape[3]);
    }

    /// <summary>Keeps these networks only.</summary>
    public void Keep(int[] networks)
    {
        using Tensor places = torch.tensor(networks.Select(network => (long)network).ToArray()).to(Arrays[0].Value.device);
        Array.ForEach(Arrays, array => array.Keep(places));
    }

    private StackedLayer Build(Layer layer) => layer switch
    {
        Layer.Dense dense => new StackedDense(dense, Next(), Next()),
        Layer.SparseDense sparse => new StackedSparseDense(sparse, Next(), Next(), Next()),
        Layer.Convolution convolution => new StackedConvolution(convolution, Next(), Next()),
        Layer.Activate activate => new StackedActivation(activate),
        Layer.BatchNorm norm => new StackedBatchNorm(norm, Next(), Next(), Next(), Next()),
        Layer.LayerNorm => new StackedLayerNorm(Next(), Next()),
        Layer.Dropout dropout => new StackedDropout(dropout),
        Layer.MaxPool pool => new StackedMaxPool(pool),
        Layer.MeanPool pool => new StackedMeanPool(pool),
        Layer.GlobalMaxPool pool => new StackedGlobalMaxPool(pool),
        Layer.Flatten flatten => new StackedFlatten(flatten),
        Layer.Scale => new StackedScale(Next(), byMember: false),
        Layer.Periodic periodic => new StackedPeriodic(periodic, Next(), Next(), Next(), Next()),
        Layer.FeatureTokens tokens => new StackedFeatureTokens(tokens, Next(), Next()),
        Layer.Residual residual => new StackedResidual([.. residual.Inner.Select(Build)]),
        Layer.Embedding embedding => new StackedEmbedding(embedding, Next()),
        Layer.Positions => new StackedPositions(Next()),
        Layer.Attention attention => new StackedAttention(attention, Next(), Next(), Next(), Next()),
        Layer.Gru gru => new StackedGru(gru, Next(), Next(), Next(), Next()),
        Layer.Reservoir reservoir => new StackedReservoir(reservoir, Next(), Next(), Next()),
        Layer.Members members => new StackedMembers(members),
        Layer.MemberScale => new StackedScale(Next(), byMember: true),
        Layer.MemberDense dense => new StackedMemberDense(dense, Next(), Next()),
        _ => throw new InputException($"layer {layer.GetType().Name} is not known to this engine", "network", "use another layer"),
    };

    private StackedArray Next() => unread.Dequeue();
}
