using MlCompare.Learners.Neural.Autograd.Ops;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd;

/// <summary>Makes the ops of a <see cref="NetworkSpec"/>, layer by layer, with the scale of the initial weights that keeps sums at variance 1.</summary>
internal sealed class GraphBuilder
{
    // Factors of the scaling layer learn six times as fast as weights (RealMLP).
    private const float ScaleRate = 6;

    private readonly ParameterSource source;
    private readonly List<Op> ops = [];
    private readonly NetworkInput.Terms? terms;

    // 1 over the mean square of what the next layer reads, were the sums before its activation standard normal.
    private double gain = 1;

    public GraphBuilder(NetworkSpec spec, IReadOnlyList<float[]>? values, bool inputSlopes)
    {
        source = new ParameterSource(values);
        spec.Output();
        terms = spec.Input as NetworkInput.Terms;
        Reads = new BatchInput(spec.Input, inputSlopes);
        Output = Reads.Numbers;
        Vocabulary = (spec.Input as NetworkInput.Tokens)?.Vocabulary ?? 0;
        Add([.. spec.Layers]);
    }

    public BatchInput Reads { get; }

    public Tensor Output { get; private set; }

    public IReadOnlyList<Op> Ops => ops;

    private int Vocabulary { get; }

    private void Add(ReadOnlySpan<Layer> layers)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            Layer? next = i + 1 < layers.Length ? layers[i + 1] : null;
            switch (layers[i])
            {
                case Layer.BatchNorm norm:
                    bool relu = next is Layer.Activate { Function: Activation.Relu };
                    Add(new BatchNormOp(Output, norm.Momentum, relu, source), relu ? Gain(Activation.Relu) : 1);
                    i += relu ? 1 : 0;
                    break;
                case Layer.Activate { Function: Activation.Relu } positive when next is Layer.MaxPool:
                    // The largest of what is above 0 is what is above 0 of the largest: a quarter of the work.
                    AddSimple(next);
                    AddSimple(positive);
                    i++;
                    break;
                case Layer.Activate { Function: not Activation.Relu } activate when next is Layer.Dropout dropout:
                    Add(new ActivationOp(Output, activate.Function, false, dropout.Rate), Gain(activate.Function));
                    i++;
                    break;
                case Layer.Embedding embedding:
                    bool mean = next is Layer.MeanPool;
                    Add(new EmbeddingOp(Reads.Tokens, Output, Vocabulary, embedding, mean, source), 1);
                    i += mean ? 1 : 0;
                    break;
                case Layer.Residual residual:
                    ForkOp fork = new(Output);
                    Add(fork, gain);
                    Add([.. residual.Inner]);
                    Add(new JoinOp(Output, fork.Skip), 1);
                    break;
                case Layer.Attention attention:
                    int width = Output.Channels;
                    Add(new DenseOp(Output, 3 * width, gain, source), 1);
                    Add(new AttentionOp(Output, attention.Heads), 1);
                    Add(new DenseOp(Output, width, 1, source), 1);
                    break;
                default:
                    AddSimple(layers[i]);
                    break;
            }
        }
    }

    private void AddSimple(Layer layer)
    {
        (Op op, double after) = layer switch
        {
            Layer.Dense dense => ((Op)new DenseOp(Output, dense.Units, gain, source), 1.0),
            Layer.SparseDense sparse => (new SparseDenseOp(Reads.Terms, Output, terms?.Sparse ?? 0, sparse.Units, sparse.Start, gain, source), 1),
            Layer.Convolution conv => (new ConvolutionOp(Output, conv.Channels, conv.Kernel, gain, source), 1),
            Layer.Activate activate => (new ActivationOp(Output, activate.Function, ops.Count > 0 && ops[^1] is ConvolutionOp or DenseOp or MaxPoolOp), Gain(activate.Function)),
            Layer.LayerNorm => (new LayerNormOp(Output, source), 1),
            Layer.Dropout dropout => (new DropoutOp(Output, dropout.Rate), gain),
            Layer.MaxPool pool => (new MaxPoolOp(Output, pool), gain),
            Layer.MeanPool => (new MeanPoolOp(Output), gain),
            Layer.GlobalMaxPool => (new GlobalMaxPoolOp(Output), gain),
            Layer.Flatten flatten => (new ViewOp(Output, flatten.After(Output.Shape)), gain),
            Layer.FeatureTokens tokens => (new FeatureTokensOp(Output, tokens, source), 1),
            Layer.Periodic periodic => (new PeriodicOp(Output, periodic, source), gain),
            Layer.Scale => (new ScaleOp(Output, 1, false, ScaleRate, source), gain),
            Layer.Positions positions => (new PositionsOp(Output, positions.Deviation, source), gain),
            Layer.Gru gru => (new GruOp(Output, gru, gain, source), 1),
            Layer.Reservoir reservoir => (new ReservoirOp(Output, reservoir, source), 1),
            Layer.Members members => (new RepeatOp(Output, members.Count), gain),
            Layer.MemberScale scale => (new ScaleOp(Output, Output.Members, scale.RandomSigns, 1, source), gain),
            Layer.MemberDense dense => (new MemberDenseOp(Output, dense.Units, gain, source), 1),
            _ => throw new InputException($"layer {layer.GetType().Name} is not known to this engine", "network", "use another layer"),
        };
        Add(op, after);
    }

    private void Add(Op op, double after)
    {
        ops.Add(op);
        Output = op.Output;
        gain = after;
    }

    /// <summary>1 / E[f(z)²] of a standard normal z, by numerical integration.</summary>
    private static double Gain(Activation function) => function switch
    {
        Activation.Relu => 2,
        Activation.Silu => 1 / 0.355775,
        Activation.Gelu => 1 / 0.425194,
        Activation.Mish => 1 / 0.452342,
        Activation.Tanh => 1 / 0.394294,
        _ => 1,
    };
}
