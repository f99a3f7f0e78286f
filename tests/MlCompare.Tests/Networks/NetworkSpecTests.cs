using MlCompare.Networks;

namespace MlCompare.Tests.Networks;

public class NetworkSpecTests
{
    private static readonly NetworkSpec Sample = new(
        new NetworkInput.Image(8, 8, 3),
        [
            new Layer.Convolution(16),
            new Layer.BatchNorm(),
            new Layer.Activate(Activation.Relu),
            new Layer.Residual([new Layer.Dropout(0.5), new Layer.Convolution(16)]),
            new Layer.MaxPool(),
            new Layer.MeanPool(),
            new Layer.Dense(10),
        ]);

    [Fact]
    public void Json_gives_an_equal_network_back_and_names_the_kinds()
    {
        string json = Sample.ToJson();
        NetworkSpec back = NetworkSpec.FromJson(json);
        Assert.Equal(Sample, back);
        Assert.Equal(json, back.ToJson());
        Assert.Contains("\"kind\":\"convolution\"", json, StringComparison.Ordinal);
        Assert.NotEqual(Sample, Sample with { Layers = Sample.Layers.RemoveAt(3) });
        Assert.NotEqual(Sample, Sample with { Layers = Sample.Layers.SetItem(3, new Layer.Residual([new Layer.Dropout(0.4), new Layer.Convolution(16)])) });
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{ \"input\": {}, \"layers\": [] }")]
    [InlineData("{}")]
    [InlineData("""{"input":{"kind":"image","height":8,"width":8,"channels":1},"layers":[{"kind":"magic"}]}""")]
    [InlineData("""{"input":{"kind":"image","height":8,"width":8,"channels":1},"layers":[{"kind":"dense","unit":3}]}""")]
    public void Json_that_is_no_network_is_refused(string json) =>
        Assert.Equal("network", Assert.Throws<InputException>(() => NetworkSpec.FromJson(json)).Where);

    [Fact]
    public void Shapes_follow_the_layers()
    {
        Assert.Equal(new TensorShape(1, 1, 10), Sample.Output());
        Assert.Equal(new TensorShape(4, 4, 16), new Layer.MaxPool().After(new TensorShape(9, 8, 16)));
        Assert.Equal(new TensorShape(1, 4, 16), new Layer.MaxPool().After(new TensorShape(1, 9, 16)));
        Assert.Equal(new TensorShape(1, 1, 48), new Layer.Flatten().After(new TensorShape(4, 4, 3)));
    }

    [Fact]
    public void A_network_that_does_not_fit_together_is_refused()
    {
        Assert.Throws<InputException>(() => (Sample with { Layers = Sample.Layers.RemoveAt(5) }).Output());
        Assert.Throws<InputException>(() => new Layer.Residual([new Layer.Dense(3)]).After(new TensorShape(1, 1, 2)));
        Assert.Throws<InputException>(() => new Layer.Attention(5).After(new TensorShape(1, 7, 64)));
        Assert.Throws<InputException>(() => new Layer.Convolution(8, 2).After(new TensorShape(4, 4, 1)));
        Assert.Throws<InputException>(() => new Layer.MaxPool().After(new TensorShape(1, 1, 4)));
    }
}
