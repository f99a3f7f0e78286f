using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Networks;

namespace MlCompare.Tests.Learners.Neural.Autograd;

/// <summary>Compares the gradients of a graph with central differences, for the loss Σ w·output with random w.</summary>
internal sealed class GradientCheck
{
    // Float losses of about 100 carry 1e-5; divided by the step that is an error of 1e-3. Longer steps cross the kinks of max(0, ·) too often.
    private const float Smooth = 1.5e-2f, Kinked = 5e-4f;
    private const double Tolerance = 1.5e-2;

    private readonly Graph graph;
    private readonly Pass pass = new();
    private readonly float[] weights, input;
    private readonly int rows, length;
    private readonly float stride;
    private readonly int[] tokens, lengths;
    private readonly SparseRows? terms;

    public GradientCheck(NetworkSpec spec, int rows, ulong seed = 1)
    {
        this.rows = rows;
        stride = spec.Layers.Any(layer => layer is Layer.Activate { Function: Activation.Relu } or Layer.MaxPool or Layer.GlobalMaxPool) ? Kinked : Smooth;
        Rng rng = new(seed);
        graph = Graph.Of(spec, Graph.Create(spec, rng).Values, inputSlopes: spec.Input is not NetworkInput.Tokens);
        foreach (Parameter parameter in graph.Parameters)
        {
            foreach (ref float value in parameter.Value.AsSpan())
            {
                value += (float)(0.3 * rng.NextGaussian());
            }
        }

        length = (spec.Input as NetworkInput.Tokens)?.MaxLength ?? 0;
        lengths = [.. Enumerable.Range(0, rows).Select(row => Math.Max(0, length - row))];
        tokens = [.. Enumerable.Range(0, rows * length).Select(i => i % Math.Max(1, length) < lengths[i / Math.Max(1, length)] ? 1 + rng.NextInt(((NetworkInput.Tokens)spec.Input).Vocabulary - 1) : 0)];
        terms = spec.Input is NetworkInput.Terms sparse ? Terms(rows, sparse.Sparse, rng) : null;
        input = [.. Enumerable.Range(0, rows * graph.Input.Shape.Size).Select(_ => (float)rng.NextGaussian())];
        weights = [.. Enumerable.Range(0, rows * spec.Members * spec.Output().Size).Select(_ => (float)rng.NextGaussian())];
    }

    public Graph Graph => graph;

    /// <summary>Where the gradients are wrong; null when nowhere. Each array is looked at in up to 40 places.</summary>
    public string? Find(Action<Graph>? spoil = null)
    {
        Loss();
        weights.CopyTo(graph.Output.Slopes(pass));
        graph.Backward(pass);
        spoil?.Invoke(graph);
        List<(string Name, float[] Values, float[] Gradient)> all = [];
        for (int p = 0; p < graph.Parameters.Length; p++)
        {
            if (graph.Parameters[p].IsTrained)
            {
                all.Add(($"parameter {p}", graph.Parameters[p].Value, [.. graph.Parameters[p].Gradient]));
            }
        }

        if (graph.Input.NeedsGradient)
        {
            all.Add(("input", input, graph.Input.Slopes(pass).ToArray()));
        }

        return all.Select(entry => Compare(entry.Name, entry.Values, entry.Gradient)).FirstOrDefault(fault => fault is not null);
    }

    private string? Compare(string name, float[] values, float[] gradient)
    {
        int every = Math.Max(1, values.Length / 40);
        for (int i = 0; i < values.Length; i += every)
        {
            float old = values[i];
            values[i] = old + stride;
            double above = Loss();
            values[i] = old - stride;
            double below = Loss();
            values[i] = old;
            double expected = (above - below) / (2 * stride);
            if (!(Math.Abs(expected - gradient[i]) <= Tolerance * (1 + Math.Abs(expected))))
            {
                return FormattableString.Invariant($"{name}[{i}]: {gradient[i]} against {expected}");
            }
        }

        return null;
    }

    private double Loss()
    {
        pass.Begin(rows, rows, new Rng(5), length);
        if (length > 0)
        {
            lengths.CopyTo(pass.Lengths);
            tokens.CopyTo(graph.Tokens.Ids(pass));
        }
        else
        {
            input.CopyTo(graph.Input.Values(pass));
        }

        if (terms is not null)
        {
            graph.Terms.Set(terms, [.. Enumerable.Range(0, rows)]);
        }

        ReadOnlySpan<float> outputs = graph.Forward(pass);
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            sum += (double)weights[i] * outputs[i];
        }

        return sum;
    }

    /// <summary>Two neighbouring terms a row, and none in the first.</summary>
    internal static SparseRows Terms(int rows, int width, Rng rng)
    {
        int[] starts = [0, .. Enumerable.Range(0, rows).Select(row => 2 * row)];
        return new SparseRows(
            width,
            starts,
            [.. Enumerable.Range(0, starts[^1]).Select(i => (i / 2 + i % 2) % width)],
            [.. Enumerable.Range(0, starts[^1]).Select(_ => (float)rng.NextGaussian())]);
    }
}
