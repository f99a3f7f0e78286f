using MlCompare.Learners.Neural.Autograd;
using MlCompare.Networks;

namespace MlCompare.Tests.Learners.Neural;

/// <summary>
/// A network of dense layers and SiLU in double precision, one row and one unit at a time: what <see cref="Graph"/> must match. Parameters in its
/// order; inputs as one dense row each, terms behind the columns.
/// </summary>
internal sealed class ReferenceNetwork(Graph graph)
{
    private readonly NetworkInput.Terms? terms = graph.Spec.Input as NetworkInput.Terms;
    private readonly int layers = graph.Spec.Layers.Count(layer => layer is Layer.Dense or Layer.SparseDense);

    public double[][] Parameters { get; } = [.. graph.Values.Select(values => values.Select(value => (double)value).ToArray())];

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
                    gradients[Bias(l)][j] += slopes[j];
                }

                slopes = l == 0 ? below : [.. below.Zip(sums[l - 1], (slope, z) => slope * SiluSlope(z))];
            }
        }

        return (total, gradients);
    }

    private double[][] Layers(double[] inputs)
    {
        double[][] sums = new double[layers][];
        double[] x = inputs;
        for (int l = 0; l < sums.Length; l++)
        {
            sums[l] = [.. Parameters[Bias(l)]];
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
        bool sparse = layer == 0 && terms is not null && input >= terms.Dense;
        int array = sparse ? 2 : Bias(layer) - 1;
        return (Parameters[array], gradients[array], (sparse ? input - terms!.Dense : input) * outputs + output);
    }

    // Weights of the columns, bias, weights of the terms; then weights and bias of each layer.
    private int Bias(int layer) => 2 * layer + 1 + (layer > 0 && terms is not null ? 1 : 0);

    private static double[] Activate(double[] sums) => [.. sums.Select(z => z / (1 + Math.Exp(-z)))];

    private static double SiluSlope(double z)
    {
        double sigmoid = 1 / (1 + Math.Exp(-z));
        return sigmoid + z * sigmoid * (1 - sigmoid);
    }
}
