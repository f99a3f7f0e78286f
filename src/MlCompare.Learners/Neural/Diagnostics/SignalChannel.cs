using MathNet.Numerics.LinearAlgebra;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>How a path is followed.</summary>
/// <param name="Rate">η of plain gradient descent on Σ(u − y)² / (2·rows).</param>
/// <param name="Batch">Rows of a step, drawn without replacement; 0: all.</param>
/// <param name="MostCurvature">
/// A step is shortened where η·|K|/rows would exceed this (|K| the Frobenius norm of the tangent kernel, at least its largest eigenvalue). Beyond the edge
/// of stability the linear propagator explodes although training does not: above 2 the operators tell nothing.
/// </param>
public sealed record PathPlan(double Rate, int Steps, int Batch = 0, ulong Seed = 1, double MostCurvature = 0.5);

/// <summary>
/// Signal channel and reservoir of Litman and Guo (arXiv 2605.01172) on the path that a small network really takes under gradient descent on squared loss,
/// Φ = |u − y|²/(2n), g = (u − y)/n. With J, J_Q the Jacobians on training and test rows, K = J·Jᵀ, K_Q = J_Q·Jᵀ, S = (n/b)·diag(rows of the batch) and P the
/// propagator of g (P = I at the start), every step adds
/// <code>
/// W += η·Pᵀ(sym(K·S) − (η/2n)·S·K·K·S)·P    dissipation: Φ(0) − Φ(T) = gᵀ·W·g
/// D += η·K·S·P                              train displacement: u(T) − u(0) = −D·g
/// G += η·K_Q·S·P                            test transfer: u_Q(T) − u_Q(0) = −G·g
/// V += η·|J_Q|²                             bound for full batches: |G·ξ|² ≤ V·ξᵀ·W·ξ / (1 − most η|K|/2n)
/// P ← P − (η/n)·K·S·P                       so that D = n·(I − P)
/// </code>
/// Directions that W knows are the channel, its kernel the reservoir: what lies there has not been fitted and cannot show on test rows. Source status: the
/// full text was not at hand; definitions agree in several independent readings, the identities were derived and are checked by tests on the realised
/// path (relative errors up to 2·10⁻⁴), exact up to the curvature of the network within a step. For squared loss only.
/// </summary>
public sealed partial class SignalChannel
{
    private SignalChannel(PathPlan plan, Matrix<double> dissipation, Matrix<double> displacement, Matrix<double> transfer, Vector<double> start) =>
        (Plan, Dissipation, Displacement, Transfer, Gradient) = (plan, dissipation, displacement, transfer, start);

    public PathPlan Plan { get; }

    /// <summary>W, (rows × outputs)²; symmetric, and positive semidefinite for full batches.</summary>
    public Matrix<double> Dissipation { get; }

    /// <summary>D.</summary>
    public Matrix<double> Displacement { get; }

    /// <summary>G: (test rows × outputs) × (training rows × outputs).</summary>
    public Matrix<double> Transfer { get; }

    /// <summary>g at the start.</summary>
    public Vector<double> Gradient { get; }

    /// <summary>Tangent kernel of the training rows at the start.</summary>
    public required Matrix<double> FirstKernel { get; init; }

    /// <summary>Σ η·|J_Q|² with the Frobenius norm, which is at least the operator norm.</summary>
    public double TestSensitivity { get; private set; }

    /// <summary>Largest η·|K|/n of the path.</summary>
    public double Curvature { get; private set; }

    /// <summary>Outputs on the training rows before the first step and after each.</summary>
    public IReadOnlyList<Vector<double>> TrainOutputs => trainOutputs;

    /// <summary>Outputs on the test rows before the first step and after the last.</summary>
    public (Vector<double> First, Vector<double> Last) TestOutputs { get; private set; }

    /// <summary>The network at the end of the path.</summary>
    public NetworkFunction Trained { get; private set; } = null!;

    /// <summary>Total training time Σ η after each step.</summary>
    public IReadOnlyList<double> Times => times;

    private readonly List<Vector<double>> trainOutputs = [];
    private readonly List<double> times = [];

    /// <summary>Trains a copy of the network. Meant for up to some hundred rows × outputs and some thousand parameters.</summary>
    /// <param name="targets">Rows × outputs.</param>
    public static SignalChannel Follow(
        NetworkFunction network, NetworkBatch train, IReadOnlyList<double> targets, NetworkBatch test, PathPlan plan, CancellationToken cancel = default)
    {
        int size = train.Count * network.OutputCount;
        if (targets.Count != size)
        {
            throw new ArgumentException($"{targets.Count} targets for {train.Count} rows of {network.OutputCount} outputs", nameof(targets));
        }

        int rows = train.Count;
        Vector<double> wanted = Vector<double>.Build.DenseOfEnumerable(targets), output = Outputs(network, train);
        Matrix<double> jacobian = Jacobian(network, train), w = Matrix<double>.Build.Dense(size, size), d = w.Clone();
        Matrix<double> g = Matrix<double>.Build.Dense(test.Count * network.OutputCount, size), p = Matrix<double>.Build.DenseIdentity(size);
        SignalChannel path = new(plan, w, d, g, (output - wanted) / rows) { FirstKernel = jacobian.TransposeAndMultiply(jacobian) };
        Vector<double> testFirst = Outputs(network, test);
        path.trainOutputs.Add(output);
        Rng rng = new(plan.Seed);
        double time = 0;
        for (int step = 0; step < plan.Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            Matrix<double> onTest = Jacobian(network, test), kernel = jacobian.TransposeAndMultiply(jacobian);
            Vector<double> share = Share(rows, network.OutputCount, plan.Batch, rng);
            double norm = kernel.FrobeniusNorm(), rate = Math.Min(plan.Rate, plan.MostCurvature * rows / norm);
            Matrix<double> batch = Matrix<double>.Build.DiagonalOfDiagonalVector(share), moved = kernel * batch;
            Matrix<double> energy = (moved + moved.Transpose()) / 2 - rate / (2 * rows) * moved.TransposeThisAndMultiply(moved);
            w.Add(rate * p.TransposeThisAndMultiply(energy * p), w);
            Matrix<double> carried = batch * p, change = kernel * carried;
            d.Add(rate * change, d);
            g.Add(rate * (onTest * jacobian.TransposeThisAndMultiply(carried)), g);
            path.TestSensitivity += rate * onTest.FrobeniusNorm() * onTest.FrobeniusNorm();
            path.Curvature = Math.Max(path.Curvature, rate * norm / rows);
            p.Subtract(rate / rows * change, p);
            Vector<double> slope = jacobian.TransposeThisAndMultiply(share.PointwiseMultiply(output - wanted) / rows);
            network = network.With([.. network.Parameters().Zip(slope, (weight, by) => (float)(weight - rate * by))]);
            (jacobian, output) = (Jacobian(network, train), Outputs(network, train));
            path.trainOutputs.Add(output);
            path.times.Add(time += rate);
        }

        (path.TestOutputs, path.Trained) = ((testFirst, Outputs(network, test)), network);
        return path;
    }

    private static Vector<double> Share(int rows, int outputs, int batch, Rng rng)
    {
        if (batch == 0 || batch >= rows)
        {
            return Vector<double>.Build.Dense(rows * outputs, 1);
        }

        HashSet<int> drawn = [.. rng.Permutation(rows).AsSpan(0, batch)];
        return Vector<double>.Build.Dense(rows * outputs, i => drawn.Contains(i / outputs) ? (double)rows / batch : 0);
    }

    internal static Matrix<double> Jacobian(NetworkFunction network, NetworkBatch batch)
    {
        float[] values = network.Jacobian(batch);
        int width = network.ParameterCount;
        return Matrix<double>.Build.Dense(batch.Count * network.OutputCount, width, (i, j) => values[i * width + j]);
    }

    internal static Vector<double> Outputs(NetworkFunction network, NetworkBatch batch) =>
        Vector<double>.Build.DenseOfEnumerable(network.Outputs(batch).Select(value => (double)value));
}
