using System.Collections.Immutable;
using System.Text.Json;

namespace MlCompare.Networks;

/// <summary>
/// A network as data: what it reads and its layers in order; the last one makes the outputs. Two engines that build one spec build the
/// same function of the same weights. Equal when both have the same layers.
/// </summary>
public sealed record NetworkSpec(NetworkInput Input, ImmutableArray<Layer> Layers)
{
    /// <summary>Shape of the output: one position, as many channels as there are outputs.</summary>
    /// <exception cref="InputException">A layer cannot take what the one before it gives.</exception>
    public TensorShape Output()
    {
        if (Layers.Count(layer => layer is Layer.SparseDense) != (Input is NetworkInput.Terms ? 1 : 0)
            || (Input is NetworkInput.Terms && Layers is not [Layer.SparseDense, ..]))
        {
            throw new InputException("an input of terms and a first layer SparseDense need each other", "network", "use both or neither");
        }

        TensorShape shape = Layers.Aggregate(Input.Shape, (shape, layer) => layer.After(shape));
        return shape.Positions == 1
            ? shape
            : throw new InputException($"the network ends with {shape}, not with one position", "network", "pool or flatten before the last layer");
    }

    /// <summary>How many predictions the network makes of a row, to be averaged.</summary>
    public int Members => Layers.OfType<Layer.Members>().SingleOrDefault()?.Count ?? 1;

    /// <summary>All arrays of weights in order, named by layer: with values for them the network is complete.</summary>
    public IReadOnlyList<WeightArray> Weights() =>
        [.. Weights(Layers, new LayerSite(Input.Shape, 1, (Input as NetworkInput.Tokens)?.Vocabulary ?? (Input as NetworkInput.Terms)?.Sparse ?? 0))];

    internal static IEnumerable<WeightArray> Weights(IReadOnlyList<Layer> layers, LayerSite at)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            string kind = JsonNamingPolicy.CamelCase.ConvertName(layers[i].GetType().Name);
            foreach (WeightArray array in layers[i].Weights(at))
            {
                yield return array with { Name = $"{i}.{kind}.{array.Name}" };
            }

            at = at with { Input = layers[i].After(at.Input), Members = (layers[i] as Layer.Members)?.Count ?? at.Members };
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, NetworkJson.Options);

    /// <exception cref="InputException">The text is no network.</exception>
    public static NetworkSpec FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<NetworkSpec>(json, NetworkJson.Options) ?? throw new JsonException("nothing stands there");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new InputException($"not understood ({error.Message})", "network", "write it as NetworkSpec.ToJson does");
        }
    }

    public bool Equals(NetworkSpec? other) => other is not null && Input == other.Input && Layers.SequenceEqual(other.Layers);

    public override int GetHashCode() => HashCode.Combine(Input, Layers.Length);
}
