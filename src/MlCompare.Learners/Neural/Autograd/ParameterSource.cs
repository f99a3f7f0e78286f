namespace MlCompare.Learners.Neural.Autograd;

/// <summary>
/// Gives ops their parameters as they are built: new ones, or such that share the values of a graph built before (with gradients of
/// their own), in the same order.
/// </summary>
internal sealed class ParameterSource(IReadOnlyList<float[]>? values)
{
    private const float VectorRate = 0.1f;

    private int next;

    /// <param name="scale">Standard deviation of the initial values.</param>
    public Parameter Weights(int length, double scale) => Next(length, scale, true);

    /// <summary>Biases, shifts and factors: they do not decay; their relative rate is a tenth of a unit (RealMLP).</summary>
    public Parameter Vector(int length, float rateScale = VectorRate) => Next(length, rateScale, false);

    /// <summary>Running figures that a step moves by a share.</summary>
    public Parameter Running(int length, double momentum) => new(Values(length), 0, false) { Momentum = (float)momentum };

    /// <summary>Random numbers that nothing changes.</summary>
    public Parameter Fixed(int length, double scale) => new(Values(length), (float)scale, false) { IsFixed = true };

    /// <summary>Rows of which a batch touches few.</summary>
    public Parameter Embedding(int rows, int width, double scale) =>
        new(Values(rows * width), (float)scale, true) { Touched = new TouchedRows(rows, width) };

    private Parameter Next(int length, double scale, bool decays) => new(Values(length), (float)scale, decays);

    private float[] Values(int length) => values is null ? new float[length] : values[next++];
}
