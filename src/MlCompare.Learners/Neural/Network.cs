using System.Numerics.Tensors;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural;

/// <summary>
/// Dense layers of one width with SiLU between them; texts feed the first layer through its sparse part. The output layer starts at
/// zero: at first every row gets the same prediction. What a batch needs lies in its <see cref="Workspace"/>.
/// </summary>
internal sealed class Network
{
    private readonly SparseLayer? sparse;
    private readonly DenseLayer[] layers;

    public Network(NetworkShape shape)
    {
        Shape = shape;
        layers = new DenseLayer[shape.HiddenLayers + 1];
        for (int l = 0; l < layers.Length; l++)
        {
            layers[l] = new DenseLayer(
                l == 0 ? shape.DenseInputs : shape.Width,
                l == shape.HiddenLayers ? shape.Outputs : shape.Width,
                l == 0 ? shape.DenseScale : shape.HiddenScale,
                NetworkShape.BiasScale);
        }

        sparse = shape.SparseInputs > 0 ? new SparseLayer(shape.SparseInputs, shape.Width, shape.SparseScale) : null;
        Parameters = [.. layers.SelectMany(layer => new[] { layer.Weights, layer.Bias }), .. sparse is null ? [] : new[] { sparse.Weights }];
    }

    public NetworkShape Shape { get; }

    /// <summary>Weights and bias of each layer from the first on, then the sparse weights where there are any.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>False when training diverged.</summary>
    public bool IsFinite => Parameters.All(parameter => parameter.Value.Length == 0 || TensorPrimitives.IsFiniteAll<float>(parameter.Value));

    public void Initialise(Rng rng)
    {
        foreach (DenseLayer layer in layers.AsSpan(0, Shape.HiddenLayers))
        {
            layer.Weights.Initialise(rng);
        }

        sparse?.Weights.Initialise(rng, NetworkShape.SparseStart);
    }

    /// <summary>Outputs of the rows (rows × outputs), in the workspace.</summary>
    public ReadOnlySpan<float> Forward(NetworkInputs inputs, ReadOnlySpan<int> rows, Workspace work) =>
        Forward(inputs, rows, work, 0, null);

    /// <summary>The same for training: drops hidden units and keeps the slopes that <see cref="Backward"/> needs.</summary>
    /// <param name="dropout">Probability that a hidden unit is dropped.</param>
    /// <param name="rng">Draws the masks; null predicts instead.</param>
    public ReadOnlySpan<float> Forward(NetworkInputs inputs, ReadOnlySpan<int> rows, Workspace work, double dropout, Rng? rng)
    {
        inputs.Gather(rows, work.Inputs);
        ReadOnlySpan<float> x = work.Inputs;
        for (int l = 0; l < Shape.HiddenLayers; l++)
        {
            Span<float> hidden = work.Hidden[l].AsSpan(0, rows.Length * Shape.Width);
            Span<float> slopes = work.Slopes[l].AsSpan(0, hidden.Length);
            layers[l].Forward(x, rows.Length, hidden);
            if (l == 0)
            {
                sparse?.Forward(inputs.Sparse!, rows, hidden);
            }

            if (rng is null)
            {
                Silu.Apply(hidden, slopes, hidden);
            }
            else
            {
                Silu.ApplyWithSlope(hidden, slopes, hidden);
                if (dropout > 0)
                {
                    Dropout.Apply(dropout, rng, hidden, slopes);
                }
            }

            x = hidden;
        }

        layers[^1].Forward(x, rows.Length, work.Outputs);
        return work.Outputs.AsSpan(0, rows.Length * Shape.Outputs);
    }

    /// <summary>
    /// Sets every gradient from <see cref="Workspace.OutputSlopes"/>, for the rows of the last training pass. Overwrites the
    /// workspace's slopes.
    /// </summary>
    public void Backward(NetworkInputs inputs, ReadOnlySpan<int> rows, Workspace work)
    {
        ReadOnlySpan<float> above = work.OutputSlopes;
        for (int l = Shape.HiddenLayers; l > 0; l--)
        {
            Span<float> hidden = work.Hidden[l - 1].AsSpan(0, rows.Length * Shape.Width);
            Span<float> slopes = work.Slopes[l - 1].AsSpan(0, hidden.Length);
            layers[l].Backward(hidden, above, rows.Length);
            // The activations have served: their buffer takes the slopes by them.
            layers[l].BackwardInput(above, rows.Length, hidden);
            TensorPrimitives.Multiply(hidden, slopes, slopes);
            above = slopes;
        }

        layers[0].Backward(work.Inputs, above, rows.Length);
        sparse?.Backward(inputs.Sparse!, rows, above);
    }

    /// <summary>One step of the optimiser on all parameters; of the sparse weights only the rows that the batch touched.</summary>
    public void Update(AdamW optimiser)
    {
        foreach (DenseLayer layer in layers)
        {
            optimiser.Update(layer.Weights);
            optimiser.Update(layer.Bias);
        }

        if (sparse is not null)
        {
            optimiser.UpdateRows(sparse.Weights, sparse.Touched, Shape.Width);
        }
    }

    public void CopyFrom(Network other)
    {
        for (int p = 0; p < Parameters.Count; p++)
        {
            other.Parameters[p].Value.CopyTo(Parameters[p].Value, 0);
        }
    }

    /// <summary>Moves every weight the fraction <paramref name="share"/> of the way to those of the other network.</summary>
    public void MoveTo(Network other, float share)
    {
        for (int p = 0; p < Parameters.Count; p++)
        {
            TensorPrimitives.Lerp(Parameters[p].Value, other.Parameters[p].Value, share, Parameters[p].Value);
        }
    }

    public void Save(BinaryWriter writer)
    {
        Shape.Save(writer);
        foreach (Parameter parameter in Parameters)
        {
            NumberArrays.Save(writer, parameter.Value);
        }
    }

    public static Network Load(BinaryReader reader)
    {
        Network network = new(NetworkShape.Load(reader));
        foreach (Parameter parameter in network.Parameters)
        {
            NumberArrays.Load<float>(reader).CopyTo(parameter.Value, 0);
        }

        return network;
    }
}
