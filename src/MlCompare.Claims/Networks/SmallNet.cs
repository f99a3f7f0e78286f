using System.Numerics.Tensors;

namespace MlCompare.Claims.Networks;

/// <summary>
/// A network of one hidden layer (tanh) in double precision, small enough to be looked into whole: f(x) = γ/√m · Σ a_k tanh(w_k·x/√d + b_k), all
/// parameters standard normal at the start (biases 0), so that at γ = 1 and large m it is in the tangent-kernel regime (Jacot et al. 2018).
/// </summary>
internal sealed class SmallNet
{
    private readonly double inputScale;

    /// <param name="multiplier">γ: above 1 lazy, below 1 rich (Chizat et al. 2019).</param>
    public SmallNet(int inputs, int width, int outputs, Rng rng, double multiplier = 1)
    {
        (Inputs, Width, Outputs) = (inputs, width, outputs);
        (inputScale, OutputScale) = (1 / Math.Sqrt(inputs), multiplier / Math.Sqrt(width));
        Parameters = new double[Count];
        for (int i = 0; i < Parameters.Length; i++)
        {
            Parameters[i] = i >= BiasStart && i < TopStart ? 0 : rng.NextGaussian();
        }
    }

    private SmallNet(SmallNet other, double[] parameters)
    {
        (Inputs, Width, Outputs) = (other.Inputs, other.Width, other.Outputs);
        (inputScale, OutputScale, Parameters) = (other.inputScale, other.OutputScale, parameters);
    }

    public int Inputs { get; }

    public int Width { get; }

    public int Outputs { get; }

    public double OutputScale { get; }

    /// <summary>Weights (width × inputs), biases, upper weights (outputs × width).</summary>
    public double[] Parameters { get; }

    public int Count => TopStart + Outputs * Width;

    public int BiasStart => Width * Inputs;

    public int TopStart => BiasStart + Width;

    public SmallNet With(double[] parameters) => new(this, parameters);

    public SmallNet Copy() => new(this, [.. Parameters]);

    /// <summary>Rows × outputs.</summary>
    public double[] Predict(double[] x) => Forward(x).Outputs;

    /// <summary>Jᵀ·slopes.</summary>
    /// <param name="slopes">Of a loss by the outputs: rows × outputs.</param>
    public double[] Gradient(double[] x, double[] slopes)
    {
        (_, double[] hidden, double[] rises) = Forward(x);
        double[] gradient = new double[Count];
        int rows = x.Length / Inputs;
        double[] back = new double[Width];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> values = hidden.AsSpan(row * Width, Width);
            Array.Clear(back);
            for (int output = 0; output < Outputs; output++)
            {
                double slope = slopes[row * Outputs + output] * OutputScale;
                TensorPrimitives.MultiplyAdd(values, slope, gradient.AsSpan(TopStart + output * Width, Width), gradient.AsSpan(TopStart + output * Width, Width));
                TensorPrimitives.MultiplyAdd(Parameters.AsSpan(TopStart + output * Width, Width), slope, back, back);
            }

            TensorPrimitives.Multiply(back, rises.AsSpan(row * Width, Width), back);
            Lower(x.AsSpan(row * Inputs, Inputs), back, gradient);
        }

        return gradient;
    }

    /// <summary>Slopes of the one output by every parameter: rows × <see cref="Count"/>.</summary>
    public double[][] Jacobian(double[] x) =>
        [.. Enumerable.Range(0, x.Length / Inputs).Select(row => Gradient(x[(row * Inputs)..((row + 1) * Inputs)], [1.0]))];

    private void Lower(ReadOnlySpan<double> x, double[] back, double[] gradient)
    {
        for (int unit = 0; unit < Width; unit++)
        {
            if (back[unit] != 0)
            {
                Span<double> target = gradient.AsSpan(unit * Inputs, Inputs);
                TensorPrimitives.MultiplyAdd(x, back[unit] * inputScale, target, target);
            }
        }

        TensorPrimitives.Add(gradient.AsSpan(BiasStart, Width), back, gradient.AsSpan(BiasStart, Width));
    }

    private (double[] Outputs, double[] Hidden, double[] Rises) Forward(double[] x)
    {
        int rows = x.Length / Inputs;
        double[] outputs = new double[rows * Outputs], hidden = new double[rows * Width], rises = new double[rows * Width];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> input = x.AsSpan(row * Inputs, Inputs);
            for (int unit = 0; unit < Width; unit++)
            {
                double z = inputScale * TensorPrimitives.Dot(Parameters.AsSpan(unit * Inputs, Inputs), input) + Parameters[BiasStart + unit];
                (hidden[row * Width + unit], rises[row * Width + unit]) = Apply(z);
            }

            for (int output = 0; output < Outputs; output++)
            {
                outputs[row * Outputs + output] = OutputScale * TensorPrimitives.Dot(Parameters.AsSpan(TopStart + output * Width, Width), hidden.AsSpan(row * Width, Width));
            }
        }

        return (outputs, hidden, rises);
    }

    private static (double Value, double Rise) Apply(double z)
    {
        double t = Math.Tanh(z);
        return (t, 1 - t * t);
    }
}
