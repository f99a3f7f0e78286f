namespace MlCompare.Learners.Neural;

/// <summary>Buffers for batches of up to <paramref name="capacity"/> rows through networks of one shape; used by one thread at a time.</summary>
internal sealed class Workspace(NetworkShape shape, int capacity)
{
    public int Capacity { get; } = capacity;

    /// <summary>Dense inputs, rows × width.</summary>
    public float[] Inputs { get; } = new float[capacity * shape.DenseInputs];

    /// <summary>Activations of each hidden layer.</summary>
    public float[][] Hidden { get; } = Buffers(shape, capacity);

    /// <summary>Slope of each hidden layer's activation by its sum, dropout included.</summary>
    public float[][] Slopes { get; } = Buffers(shape, capacity);

    public float[] Outputs { get; } = new float[capacity * shape.Outputs];

    /// <summary>Slope of the loss by the outputs.</summary>
    public float[] OutputSlopes { get; } = new float[capacity * shape.Outputs];

    private static float[][] Buffers(NetworkShape shape, int capacity) =>
        [.. Enumerable.Range(0, shape.HiddenLayers).Select(_ => new float[capacity * shape.Width])];
}
