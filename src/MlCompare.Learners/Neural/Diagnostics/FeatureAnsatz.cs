using MathNet.Numerics.LinearAlgebra;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>
/// Neural feature ansatz (Radhakrishnan et al. 2024): the first layer's W·Wᵀ is proportional to a power of the average gradient outer product of the network by its inputs,
/// M = mean over rows of Σ over outputs ∇f·∇fᵀ. Given as the cosine between the two.
/// </summary>
public static class FeatureAnsatz
{
    /// <summary>M, inputs × inputs.</summary>
    public static Matrix<double> GradientOuterProduct(NetworkFunction network, NetworkBatch rows)
    {
        Graph graph = Graph.Of(network.Spec, [.. network.Weights.Select(tensor => tensor.Values.ToArray())], inputSlopes: true);
        Pass pass = new();
        int size = network.Spec.Input.Shape.Size;
        Matrix<double> sum = Matrix<double>.Build.Dense(size, size);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int output = 0; output < network.OutputCount; output++)
            {
                rows.Rows.Feed([row], graph, pass, 1, null);
                graph.Forward(pass);
                Span<float> slopes = graph.Output.Slopes(pass);
                slopes.Clear();
                slopes[output] = 1;
                graph.Backward(pass);
                Vector<double> gradient = Vector<double>.Build.DenseOfEnumerable(graph.Input.Slopes(pass).ToArray().Select(value => (double)value));
                sum.Add(gradient.OuterProduct(gradient), sum);
            }
        }

        return sum / rows.Count;
    }

    /// <summary>cos(W·Wᵀ, Mˢ) of a network of columns whose first layer is dense.</summary>
    /// <param name="power">s; 1 and ½ are in use.</param>
    /// <exception cref="InputException">The network begins otherwise.</exception>
    public static double Correlation(NetworkFunction network, NetworkBatch rows, double power = 0.5)
    {
        if (network.Spec is not { Input: NetworkInput.Columns, Layers: [Layer.Dense dense, ..] })
        {
            throw new InputException("the ansatz is about a dense first layer on columns", "feature ansatz", "use an mlp on a table");
        }

        float[] weights = [.. network.Weights[0].Values];
        int size = network.Spec.Input.Shape.Size;
        Matrix<double> first = Matrix<double>.Build.Dense(size, dense.Units, (i, j) => weights[network.Weights[0].Shape[0] == size ? i * dense.Units + j : j * size + i]);
        var eigen = GradientOuterProduct(network, rows).Evd(Symmetricity.Symmetric);
        Matrix<double> root = eigen.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalVector(eigen.EigenValues.Map(value => Math.Pow(Math.Max(0, value.Real), power))) * eigen.EigenVectors.Transpose();
        Matrix<double> features = first.TransposeAndMultiply(first);
        return features.PointwiseMultiply(root).Enumerate().Sum() / (features.FrobeniusNorm() * root.FrobeniusNorm());
    }
}
