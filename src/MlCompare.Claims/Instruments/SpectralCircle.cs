using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Ridgeless kernel regression on a circle, noiseless: kernel eigenvalues k^−a, target Σ k^(−b/2) √2 cos(kx + φ_k) over all waves or over the first
/// three. The exponent of the squared error in the rows, over 16 to 128 of them. Settings: a, b, waves (0: all).
/// </summary>
public sealed class SpectralCircle : IInstrument
{
    private const int Modes = 512, Test = 400, Draws = 6;
    private const double Jitter = 1e-12;

    private static readonly int[] Sizes = [16, 32, 64, 128];

    public string Id => "spectral-circle";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        (double a, double b) = (cell.Setting("a"), cell.Setting("b"));
        int waves = cell.Setting("waves") is > 0 and double some ? (int)some : Modes;
        Rng rng = new(Seeds.From(1, "spectral circle", cell.Replicate));
        double[] phases = [.. Enumerable.Range(0, waves).Select(_ => rng.NextDouble(0, 2 * Math.PI))];
        double[] errors = new double[Sizes.Length];
        for (int draw = 0; draw < Draws; draw++)
        {
            double[] x = [.. Enumerable.Range(0, Sizes[^1]).Select(_ => rng.NextDouble(0, 2 * Math.PI))];
            double[] test = [.. Enumerable.Range(0, Test).Select(i => 2 * Math.PI * (i + 0.5) / Test)];
            Matrix<double> train = Features(x, a), points = Features(test, a);
            for (int size = 0; size < Sizes.Length; size++)
            {
                cancel.ThrowIfCancellationRequested();
                int n = Sizes[size];
                Matrix<double> rows = train.SubMatrix(0, n, 0, train.ColumnCount), kernel = rows.TransposeAndMultiply(rows);
                kernel.SetDiagonal(kernel.Diagonal() + Jitter * kernel.Trace() / n);
                Vector<double> weights = rows.TransposeThisAndMultiply(kernel.Cholesky().Solve(DenseVector.OfArray([.. x.Take(n).Select(at => Target(at, b, phases))])));
                errors[size] += (points * weights).Zip(test, (f, at) => Math.Pow(f - Target(at, b, phases), 2)).Average() / Draws;
            }
        }

        return new(StringComparer.Ordinal) { ["exponent"] = -Families.Slope([.. Sizes.Select(n => Math.Log(n))], [.. errors.Select(error => Math.Log(error))]) };
    }

    /// <summary>√λ_k cos kx and √λ_k sin kx: their products sum to the kernel.</summary>
    private static Matrix<double> Features(double[] x, double a) => DenseMatrix.Create(x.Length, 2 * Modes, (row, column) =>
    {
        int k = column / 2 + 1;
        return Math.Pow(k, -a / 2) * (column % 2 == 0 ? Math.Cos(k * x[row]) : Math.Sin(k * x[row]));
    });

    private static double Target(double x, double b, double[] phases)
    {
        double sum = 0;
        for (int k = 1; k <= phases.Length; k++)
        {
            sum += Math.Pow(k, -b / 2) * Math.Sqrt(2) * Math.Cos(k * x + phases[k - 1]);
        }

        return sum;
    }
}
