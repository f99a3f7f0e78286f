using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>Weights of a network between the arrays of an engine and their names.</summary>
internal static class NetworkWeights
{
    public static IReadOnlyList<NamedTensor> Named(NetworkSpec spec, IReadOnlyList<float[]> values) =>
        [.. spec.Weights().Zip(values, (array, numbers) => new NamedTensor(array.Name, array.Shape, [.. numbers]))];

    public static IReadOnlyList<float[]> Values(NetworkSpec spec, IReadOnlyList<NamedTensor> weights)
    {
        IReadOnlyList<WeightArray> arrays = spec.Weights();
        Dictionary<string, NamedTensor> given = new(StringComparer.Ordinal);
        foreach (NamedTensor tensor in weights)
        {
            if (!given.TryAdd(tensor.Name, tensor))
            {
                throw Refused($"'{tensor.Name}' is given twice", tensor.Name);
            }
        }

        string? unknown = given.Keys.Except(arrays.Select(array => array.Name)).Order(StringComparer.Ordinal).FirstOrDefault();
        return unknown is null ? [.. arrays.Select(Value)] : throw Refused($"the network has no '{unknown}'", unknown);

        float[] Value(WeightArray array) =>
            !given.TryGetValue(array.Name, out NamedTensor? tensor) ? throw Refused($"'{array.Name}' is missing", array.Name)
            : tensor.Shape.SequenceEqual(array.Shape) && tensor.Values.Length == array.Length ? [.. tensor.Values]
            : throw Refused($"{string.Join('×', tensor.Shape)} ({tensor.Values.Length} numbers) where {string.Join('×', array.Shape)} is needed", array.Name);
    }

    private static InputException Refused(string what, string where) =>
        new(what, $"weights '{where}'", "give the arrays that NetworkSpec.Weights() lists, each with its shape");
}
