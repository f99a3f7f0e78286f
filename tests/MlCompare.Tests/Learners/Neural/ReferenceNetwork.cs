using MlCompare.Learners.Neural;

namespace MlCompare.Tests.Learners.Neural;

/// <summary>
/// The network in double precision, one row and one unit at a time: what <see cref="Network"/> must match. Parameters in its order;
/// inputs as one dense row each, sparse ones behind the dense ones.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly NetworkShape shape;

    public ReferenceNetwork(Network network)
    {
        shape = network.Shape;
        Parameters = [.. network.Parameters.Select(parameter => parameter.Value.Select(value => (double)value).ToArray())];
    }

    public double[][] Parameters { get; }

    public double[] Outputs(double[] inputs) => Layers(inputs)[^1];

    /// <summary>Mean loss over the rows, and its gradient by every parameter.</summary>
    /// <param name="lossAndSlope">Of a row's outputs: the loss, and its slope by them.</param>
    public (double Loss, double[][] Gradients) Run(double[][] rows, Func<int, double[], (double Loss, double[] Slopes)> lossAndSlope)
    {
        double[][] gradients = [.. Parameters.Select(parameter => new double[parameter.Length])];
        double total = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            double[][] sums = Layers(rows[row]);
            (double loss, double[] slopes) = lossAndSlope(row, sums[^1]);
            total += loss / rows.Length;
            slopes = [.. slopes.Select(slope => slope / rows.Length)];
            for (int l = sums.Length - 1; l >= 0; l--)
            {
                double[] x = l == 0 ? rows[row] : Activate(sums[l - 1]);
                double[] below = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 0; j < slopes.Length; j++)
                    {
                        (double[] weights, double[] gradient, int at) = Weight(gradients, l, i, j, slopes.Length);
                        gradient[at] += x[i] * slopes[j];
                        below[i] += weights[at] * slopes[j];
                    }
                }

                for (int j = 0; j < slopes.Length; j++)
                {
                    gradients[2 * l + 1][j] += slopes[j];
                }

                slopes = l == 0 ? below : [.. below.Zip(sums[l - 1], (slope, z) => slope * SiluSlope(z))];
            }
        }

        return (total, gradients);
    }

    private double[][] Layers(double[] inputs)
    {
        double[][] sums = new double[shape.HiddenLayers + 1][];
        double[] x = inputs;
        for (int l = 0; l < sums.Length; l++)
        {
            sums[l] = [.. Parameters[2 * l + 1]];
            for (int j = 0; j < sums[l].Length; j++)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    (double[] weights, _, int at) = Weight(Parameters, l, i, j, sums[l].Length);
                    sums[l][j] += x[i] * weights[at];
                }
            }

            x = Activate(sums[l]);
        }

        return sums;
    }

    private (double[] Weights, double[] Gradient, int At) Weight(double[][] gradients, int layer, int input, int output, int outputs)
    {
        bool isSparse = layer == 0 && input >= shape.DenseInputs;
        int array = isSparse ? Parameters.Length - 1 : 2 * layer;
        return (Parameters[array], gradients[array], (isSparse ? input - shape.DenseInputs : input) * outputs + output);
    }

    private static double[] Activate(double[] sums) => [.. sums.Select(z => z / (1 + Math.Exp(-z)))];

    private static double SiluSlope(double z)
    {
        double sigmoid = 1 / (1 + Math.Exp(-z));
        return sigmoid + z * sigmoid * (1 - sigmoid);
    }
}
