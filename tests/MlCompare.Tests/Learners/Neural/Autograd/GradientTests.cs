using System.Collections.Immutable;
using MlCompare.Networks;

namespace MlCompare.Tests.Learners.Neural.Autograd;

public class GradientTests
{
    private static readonly NetworkInput Columns = new NetworkInput.Columns(7, 7), Image = new NetworkInput.Image(5, 4, 3),
        Line = new NetworkInput.Image(1, 9, 2), Tokens = new NetworkInput.Tokens(11, 6), Terms = new NetworkInput.Terms(3, 8);

    internal static Dictionary<string, (NetworkInput Input, ImmutableArray<Layer> Layers)> Nets { get; } = new()
    {
        ["dense"] = (Columns, [new Layer.Dense(5), new Layer.Dense(3)]),
        ["relu"] = (Columns, [new Layer.Dense(6), new Layer.Activate(Activation.Relu), new Layer.Dense(2)]),
        ["silu"] = (Columns, [new Layer.Dense(9), new Layer.Activate(Activation.Silu), new Layer.Dense(2)]),
        ["gelu"] = (Columns, [new Layer.Dense(9), new Layer.Activate(Activation.Gelu), new Layer.Dense(2)]),
        ["selu"] = (Columns, [new Layer.Dense(9), new Layer.Activate(Activation.Selu), new Layer.Dense(2)]),
        ["mish"] = (Columns, [new Layer.Dense(9), new Layer.Activate(Activation.Mish), new Layer.Dense(2)]),
        ["tanh"] = (Columns, [new Layer.Dense(9), new Layer.Activate(Activation.Tanh), new Layer.Dense(2)]),
        ["layer norm"] = (Columns, [new Layer.Dense(9), new Layer.LayerNorm(), new Layer.Dense(2)]),
        ["batch norm"] = (Columns, [new Layer.BatchNorm(), new Layer.Dense(2)]),
        ["batch norm with relu"] = (Image, [new Layer.Convolution(19), new Layer.BatchNorm(), new Layer.Activate(Activation.Relu), new Layer.Flatten(), new Layer.Dense(2)]),
        ["dropout"] = (Columns, [new Layer.Dense(9), new Layer.Dropout(0.4), new Layer.Dense(2)]),
        ["silu and dropout"] = (Columns, [new Layer.Dense(9), new Layer.Activate(Activation.Silu), new Layer.Dropout(0.4), new Layer.Dense(2)]),
        ["terms"] = (Terms, [new Layer.SparseDense(9), new Layer.Activate(Activation.Silu), new Layer.Dense(2)]),
        ["scale"] = (Columns, [new Layer.Scale(), new Layer.Dense(2)]),
        ["feature tokens"] = (Columns, [new Layer.FeatureTokens([1, 4, 2], 4), new Layer.Attention(2), new Layer.MeanPool(), new Layer.Dense(2)]),
        ["periodic"] = (Columns, [new Layer.Periodic(3, 4, 2, 0.3), new Layer.Dense(4), new Layer.Activate(Activation.Silu), new Layer.Dense(2)]),
        ["convolution of images"] = (Image, [new Layer.Convolution(6), new Layer.Convolution(35), new Layer.Flatten(), new Layer.Dense(2)]),
        ["wide kernel"] = (Image, [new Layer.Convolution(17, 5), new Layer.Flatten(), new Layer.Dense(2)]),
        ["convolution of a line"] = (Line, [new Layer.Convolution(5, 5), new Layer.Convolution(4), new Layer.MeanPool()]),
        ["max pool"] = (Image, [new Layer.Convolution(9), new Layer.MaxPool(), new Layer.Flatten(), new Layer.Dense(2)]),
        ["max pool of a line"] = (Line, [new Layer.Convolution(9), new Layer.MaxPool(4), new Layer.Flatten(), new Layer.Dense(2)]),
        ["mean pool"] = (Image, [new Layer.Convolution(4), new Layer.MeanPool()]),
        ["global max pool"] = (Image, [new Layer.Convolution(4), new Layer.GlobalMaxPool()]),
        ["residual"] = (Columns, [new Layer.Residual([new Layer.LayerNorm(), new Layer.Dense(7), new Layer.Activate(Activation.Silu), new Layer.Dense(7)]), new Layer.Dense(2)]),
        ["residual that starts with batch norm"] = (Columns, [new Layer.Dense(6), new Layer.Residual([new Layer.BatchNorm(), new Layer.Activate(Activation.Relu), new Layer.Dense(6)]), new Layer.Dense(2)]),
        ["members"] = (Columns, [new Layer.Members(3), new Layer.MemberScale(true), new Layer.Dense(6), new Layer.MemberScale(false), new Layer.Activate(Activation.Silu), new Layer.MemberDense(2)]),
        ["members behind a layer"] = (Columns, [new Layer.Dense(6), new Layer.Members(2), new Layer.MemberDense(2)]),
        ["embedding, mean"] = (Tokens, [new Layer.Embedding(5), new Layer.MeanPool(), new Layer.Dense(2)]),
        ["embedding, max"] = (Tokens, [new Layer.Embedding(5), new Layer.GlobalMaxPool(), new Layer.Dense(2)]),
        ["convolution of tokens"] = (Tokens, [new Layer.Embedding(5), new Layer.Convolution(6), new Layer.Activate(Activation.Silu), new Layer.Convolution(4), new Layer.MeanPool()]),
        ["positions and attention"] = (Tokens, [new Layer.Embedding(6), new Layer.Positions(), new Layer.Attention(2), new Layer.MeanPool(), new Layer.Dense(2)]),
        ["gru"] = (Tokens, [new Layer.Embedding(5), new Layer.Gru(6), new Layer.MeanPool(), new Layer.Dense(2)]),
        ["gru both ways, one on another"] = (Tokens, [new Layer.Embedding(5), new Layer.Gru(4, BothWays: true), new Layer.Gru(3, BothWays: true), new Layer.MeanPool()]),
        ["gru of a line"] = (Line, [new Layer.Gru(5, BothWays: true), new Layer.Flatten(), new Layer.Dense(2)]),
        ["layer before a reservoir"] = (Tokens, [new Layer.Embedding(5), new Layer.Reservoir(7), new Layer.MeanPool(), new Layer.Dense(2)]),
        ["reservoir of a line"] = (Line, [new Layer.Reservoir(6, Leak: 1), new Layer.Flatten(), new Layer.Dense(2)]),
        ["attention to pixels"] = (Image, [new Layer.Dense(4), new Layer.Attention(1), new Layer.MeanPool()]),
    };

    public static TheoryData<string> Names() => [.. Nets.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_equal_differences(string name)
    {
        GradientCheck check = new(new NetworkSpec(Nets[name].Input, Nets[name].Layers), rows: 5);
        Assert.Null(check.Find());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_five_percent_off_is_found(string name)
    {
        GradientCheck check = new(new NetworkSpec(Nets[name].Input, Nets[name].Layers), rows: 5);
        Assert.NotNull(check.Find(graph => Array.ForEach(graph.Parameters, parameter =>
        {
            foreach (ref float slope in parameter.Gradient.AsSpan())
            {
                slope = 1.05f * slope + 0.02f;
            }
        })));
    }

    [Fact]
    public void Every_layer_is_checked() => Assert.Empty(
        typeof(Layer).GetNestedTypes().Select(kind => kind.Name)
            .Except(Nets.Values.SelectMany(net => net.Layers.Concat(net.Layers.OfType<Layer.Residual>().SelectMany(residual => residual.Inner))).Select(layer => layer.GetType().Name)));
}
