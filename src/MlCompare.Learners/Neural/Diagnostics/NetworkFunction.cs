using System.Numerics.Tensors;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>
/// A network with its weights as a function to be looked into: outputs, and their slopes by the weights row by row. It is the network that
/// predicts: no dropout, batch norms with their running figures. Parameters are the trained weights, one array after the other in
/// the order of <see cref="NetworkSpec.Weights"/>. One thread at a time.
/// </summary>
public sealed class NetworkFunction
{
    private readonly Graph graph;
    private readonly Pass pass = new();
    private readonly Parameter[] trained;

    internal NetworkFunction(NetworkSpec spec, IReadOnlyList<float[]> values)
    {
        graph = Graph.Of(spec, values);
        trained = [.. graph.Parameters.Where(parameter => parameter.IsTrained)];
        (Spec, OutputCount, ParameterCount) = (spec, spec.Output().Channels * spec.Members, trained.Sum(parameter => parameter.Value.Length));
    }

    /// <summary>A network from a file, or of another engine.</summary>
    /// <param name="weights">In any order.</param>
    /// <exception cref="InputException">Weights are missing, of another shape, or not of this network.</exception>
    public NetworkFunction(NetworkSpec spec, IReadOnlyList<NamedTensor> weights)
        : this(spec, NetworkWeights.Values(spec, weights))
    {
    }

    public NetworkSpec Spec { get; }

    /// <summary>Outputs of a row: members × outputs.</summary>
    public int OutputCount { get; }

    public int ParameterCount { get; }

    /// <summary>A copy of all weights, running figures too.</summary>
    public IReadOnlyList<NamedTensor> Weights => NetworkWeights.Named(Spec, graph.Values);

    /// <summary>A network with random weights, those of the last layer too (training starts with that at 0).</summary>
    public static NetworkFunction Create(NetworkSpec spec, ulong seed) => new(spec, Graph.Create(spec, new Rng(seed), zeroOutput: false).Values);

    /// <summary>A copy of the parameters.</summary>
    public float[] Parameters() => [.. trained.SelectMany(parameter => parameter.Value)];

    /// <summary>The same network with other parameters.</summary>
    public NetworkFunction With(ReadOnlySpan<float> parameters)
    {
        if (parameters.Length != ParameterCount)
        {
            throw new ArgumentException($"{parameters.Length} parameters for a network of {ParameterCount}", nameof(parameters));
        }

        List<float[]> values = [];
        foreach (Parameter parameter in graph.Parameters)
        {
            int count = parameter.IsTrained ? parameter.Value.Length : 0;
            values.Add(count > 0 ? parameters[..count].ToArray() : [.. parameter.Value]);
            parameters = parameters[count..];
        }

        return new NetworkFunction(Spec, values);
    }

    /// <summary>Rows × <see cref="OutputCount"/>.</summary>
    public float[] Outputs(NetworkBatch batch)
    {
        float[] outputs = new float[batch.Count * OutputCount];
        for (int row = 0; row < batch.Count; row++)
        {
            Feed(batch, row).CopyTo(outputs.AsSpan(row * OutputCount));
        }

        return outputs;
    }

    /// <summary>Gradient by the parameters of Σ slope · output over the whole batch, by one pass back: Jᵀ·slopes.</summary>
    /// <param name="slopes">Rows × <see cref="OutputCount"/>, such as those of a loss by the outputs.</param>
    public float[] Gradient(NetworkBatch batch, ReadOnlySpan<float> slopes)
    {
        float[] gradient = new float[ParameterCount];
        batch.Rows.Feed([.. Enumerable.Range(0, batch.Count)], graph, pass, batch.Count, null);
        graph.Forward(pass);
        Back(slopes, gradient);
        return gradient;
    }

    /// <summary>The same for each row by itself: rows × <see cref="ParameterCount"/>.</summary>
    public float[] Gradients(NetworkBatch batch, ReadOnlySpan<float> slopes)
    {
        float[] gradients = new float[checked(batch.Count * ParameterCount)];
        for (int row = 0; row < batch.Count; row++)
        {
            Feed(batch, row);
            Back(slopes.Slice(row * OutputCount, OutputCount), gradients.AsSpan(row * ParameterCount, ParameterCount));
        }

        return gradients;
    }

    /// <summary>Slopes of every output of every row by every parameter: (rows × <see cref="OutputCount"/>) × <see cref="ParameterCount"/>.</summary>
    public float[] Jacobian(NetworkBatch batch)
    {
        float[] jacobian = new float[checked(batch.Count * OutputCount * ParameterCount)];
        Jacobian(batch, 0, batch.Count, jacobian);
        return jacobian;
    }

    /// <summary>How the outputs (rows × <see cref="OutputCount"/>) change along a direction of the parameters, to first order: J·direction.</summary>
    public float[] Along(NetworkBatch batch, ReadOnlySpan<float> direction)
    {
        float[] changes = new float[batch.Count * OutputCount], line = new float[OutputCount * ParameterCount];
        for (int i = 0; i < changes.Length; i++)
        {
            if (i % OutputCount == 0)
            {
                Jacobian(batch, i / OutputCount, 1, line);
            }

            changes[i] = TensorPrimitives.Dot(direction, line.AsSpan(i % OutputCount * ParameterCount, ParameterCount));
        }

        return changes;
    }

    internal void Jacobian(NetworkBatch batch, int first, int count, Span<float> target)
    {
        float[] slopes = new float[OutputCount];
        for (int i = 0; i < count * OutputCount; i++)
        {
            if (i % OutputCount == 0)
            {
                Feed(batch, first + i / OutputCount);
            }

            Array.Clear(slopes);
            slopes[i % OutputCount] = 1;
            Back(slopes, target.Slice(i * ParameterCount, ParameterCount));
        }
    }

    private ReadOnlySpan<float> Feed(NetworkBatch batch, int row)
    {
        batch.Rows.Feed([row], graph, pass, 1, null);
        return graph.Forward(pass);
    }

    private void Back(ReadOnlySpan<float> slopes, Span<float> gradient)
    {
        slopes.CopyTo(graph.Output.Slopes(pass));
        graph.Backward(pass);
        foreach (Parameter parameter in trained)
        {
            Span<float> here = gradient[..parameter.Value.Length];
            gradient = gradient[parameter.Value.Length..];
            if (parameter.Touched is not { } touched)
            {
                parameter.Gradient.CopyTo(here);
                continue;
            }

            here.Clear();
            foreach (int row in touched.Rows)
            {
                parameter.Gradient.AsSpan(row * touched.Width, touched.Width).CopyTo(here[(row * touched.Width)..]);
            }
        }
    }
}
