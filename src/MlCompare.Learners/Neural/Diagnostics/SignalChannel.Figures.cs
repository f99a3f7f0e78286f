using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using MathNet.Numerics.Statistics;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>What becomes of a part of the start's residual, such as planted noise ε: g_ε = −ε/n.</summary>
/// <param name="Absorbed">|D·g_ε|²/|ε|²: how much of it the training rows take on.</param>
/// <param name="Visible">(|G·g_ε|²/m) / (|ε|²/n): what of it shows on the m test rows.</param>
/// <param name="ReservoirShare">Share of its energy in the reservoir: not fitted <em>yet</em>. Once noise is interpolated this is 0 by definition.</param>
public sealed record ChannelFate(double Absorbed, double Visible, double ReservoirShare)
{
    /// <summary>(|G·g_ε|²/m) / (|D·g_ε|²/n).</summary>
    public double Leak => Visible / Absorbed;
}

/// <summary>How well the identities hold on the path, as relative errors; in the units of <see cref="SignalChannel"/>.</summary>
/// <param name="Coupling">Of u_Q(T) − u_Q(0) = G·D⁺·(u(T) − u(0)).</param>
public sealed record ChannelErrors(double Energy, double Train, double Test, double Coupling);

/// <summary>
/// Is the channel more than a name for what was fitted? Spearman correlations over the eigenvectors of W between what predicts and the gain |G·ψ|² that
/// test rows see.
/// </summary>
/// <param name="HeldOut">Gain on the even test rows predicts that on the odd ones.</param>
/// <param name="TrainOnly">Eigenvalue of W, which knows no test rows, predicts the gain.</param>
/// <param name="FirstKernel">ψᵀ·K(0)·ψ, known before training, predicts it: what no path is needed for.</param>
/// <param name="Random">Mean over sets of random directions of the correlation of ξᵀ·W·ξ with |G·ξ|²: what no eigenvectors are needed for.</param>
public sealed record NonCircularity(double HeldOut, double TrainOnly, double FirstKernel, double Random);

/// <content>Figures of a path that was followed.</content>
public sealed partial class SignalChannel
{
    // The demonstration of the source cuts at a hundredth of the largest eigenvalue.
    private const double ReservoirBelow = 0.01;
    private const int RandomSets = 20;
    private Evd<double>? evd;

    /// <summary>Eigenvalues of W, descending.</summary>
    public IReadOnlyList<double> Spectrum => [.. Eigen.EigenValues.Select(value => value.Real).Reverse()];

    /// <summary>Eigenvectors of W as columns, in the order of <see cref="Spectrum"/>.</summary>
    public Matrix<double> Directions => Matrix<double>.Build.DenseOfColumnVectors(Eigen.EigenVectors.EnumerateColumns().Reverse());

    /// <summary>|G·ψ|²/m for each direction: what the test rows see of it.</summary>
    public IReadOnlyList<double> Gains => GainsOf(Transfer, Directions);

    private Evd<double> Eigen => evd ??= Dissipation.Evd(Symmetricity.Symmetric);

    private int Rows => Gradient.Count / Trained.OutputCount;

    /// <summary>
    /// Whether each direction is reservoir by consequence: its gain is at most <paramref name="tolerance"/> times the median gain of the tenth with the
    /// largest gains. Our own choice; W itself has no threshold.
    /// </summary>
    public IReadOnlyList<bool> IsReservoir(double tolerance = 0.01)
    {
        double[] top = [.. Gains.OrderDescending().Take(Math.Max(1, Gains.Count / 10))];
        return [.. Gains.Select(gain => gain <= tolerance * top.Median())];
    }

    /// <param name="part">ε, or the signal y − u(0): rows × outputs.</param>
    public ChannelFate Fate(IReadOnlyList<double> part)
    {
        Vector<double> whole = Vector<double>.Build.DenseOfEnumerable(part), slope = -whole / Rows;
        double energy = whole.DotProduct(whole), least = ReservoirBelow * Spectrum[0];
        int test = Transfer.RowCount / Trained.OutputCount;
        double hidden = Spectrum.Zip(Directions.EnumerateColumns(), (value, direction) => value < least ? Math.Pow(direction.DotProduct(whole), 2) : 0).Sum();
        return new ChannelFate(Square(Displacement * slope) / energy, Square(Transfer * slope) / test / (energy / Rows), hidden / energy);
    }

    public ChannelErrors Errors(IReadOnlyList<double> targets)
    {
        Vector<double> wanted = Vector<double>.Build.DenseOfEnumerable(targets), train = TrainOutputs[^1] - TrainOutputs[0], test = TestOutputs.Last - TestOutputs.First;
        double lost = (Square(TrainOutputs[0] - wanted) - Square(TrainOutputs[^1] - wanted)) / (2 * Rows);
        return new ChannelErrors(
            Math.Abs(Gradient.DotProduct(Dissipation * Gradient) - lost) / Math.Abs(lost),
            (train + Displacement * Gradient).L2Norm() / train.L2Norm(),
            (test + Transfer * Gradient).L2Norm() / test.L2Norm(),
            Displacement.Enumerate().All(double.IsFinite) ? (test - Transfer * (Displacement.PseudoInverse() * train)).L2Norm() / test.L2Norm() : double.NaN);
    }

    /// <summary>
    /// Chance that a unit of the signal's energy lies at a larger eigenvalue than one of the noise's (area under the curve of the two cumulative powers):
    /// by W, and by the kernel at the start alone. 0.5: training does not sort.
    /// </summary>
    public (double Path, double FirstKernel) SignalBeforeNoise(IReadOnlyList<double> signal, IReadOnlyList<double> noise)
    {
        Evd<double> first = FirstKernel.Evd(Symmetricity.Symmetric);
        return (Before(Eigen.EigenVectors), Before(first.EigenVectors));

        double Before(Matrix<double> ascending)
        {
            double[] a = Powers(ascending, signal), b = Powers(ascending, noise);
            double below = 0, area = 0;
            for (int j = 0; j < a.Length; j++)
            {
                area += a[j] * (below + b[j] / 2);
                below += b[j];
            }

            return area;
        }
    }

    /// <summary>⟨u(t) − u(0), part⟩ / |part|² after each step: 1 when the part is fitted.</summary>
    public IReadOnlyList<double> FittedShare(IReadOnlyList<double> part)
    {
        Vector<double> whole = Vector<double>.Build.DenseOfEnumerable(part);
        double energy = whole.DotProduct(whole);
        return [.. TrainOutputs.Skip(1).Select(output => (output - TrainOutputs[0]).DotProduct(whole) / energy)];
    }

    /// <summary>Slope of ln |curve| on ln training time, over the steps before the curve first reaches <paramref name="below"/>: 1 for drift, ½ for diffusion.</summary>
    public double GrowthExponent(IReadOnlyList<double> curve, double below = 0.5)
    {
        int count = Math.Max(2, curve.TakeWhile(value => Math.Abs(value) < below).Count());
        return Fit.Line([.. Times.Take(count).Select(time => Math.Log(time))], [.. curve.Take(count).Select(value => Math.Log(Math.Max(1e-300, Math.Abs(value))))]).B;
    }

    public NonCircularity NonCircularity(ulong seed = 1)
    {
        Matrix<double> directions = Directions;
        IReadOnlyList<double> gains = Gains;
        Rng rng = new(seed);
        double random = Enumerable.Range(0, RandomSets).Average(_ =>
        {
            Matrix<double> drawn = Matrix<double>.Build.Dense(Gradient.Count, Gradient.Count, (_, _) => rng.NextGaussian()).QR().Q;
            return Correlation.Spearman(Forms(Dissipation, drawn), GainsOf(Transfer, drawn));
        });
        return new NonCircularity(
            Correlation.Spearman(GainsOf(Half(0), directions), GainsOf(Half(1), directions)),
            Correlation.Spearman(Spectrum, gains),
            Correlation.Spearman(Forms(FirstKernel, directions), gains),
            random);

        Matrix<double> Half(int which) => Matrix<double>.Build.DenseOfRowVectors(Transfer.EnumerateRows().Where((_, i) => i / Trained.OutputCount % 2 == which));
    }

    private double[] GainsOf(Matrix<double> transfer, Matrix<double> directions) =>
        [.. (transfer * directions).EnumerateColumns().Select(column => Square(column) / (transfer.RowCount / Trained.OutputCount))];

    private static double[] Forms(Matrix<double> form, Matrix<double> directions) => [.. directions.EnumerateColumns().Select(x => x.DotProduct(form * x))];

    private static double[] Powers(Matrix<double> directions, IReadOnlyList<double> part)
    {
        Vector<double> whole = Vector<double>.Build.DenseOfEnumerable(part);
        return [.. directions.TransposeThisAndMultiply(whole).Select(value => value * value / whole.DotProduct(whole))];
    }

    private static double Square(Vector<double> values) => values.DotProduct(values);
}
