using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MlCompare.Claims.Networks;

namespace MlCompare.Claims.Instruments;

/// <summary>
/// Trains one hidden layer (tanh) on a sine along one of ten directions by Adam on all rows, and looks at its tangent kernel before, on the way
/// and after: what kernel regression with it would have done, how far it moved, in which order directions were fitted, how signal and noise lie
/// in it. Settings: width, multiplier (below 1 rich, above 1 lazy), noise, shuffled (1: targets in random order).
/// </summary>
public sealed class TangentStudy : IInstrument
{
    private const int Inputs = 10, TestRows = 1000, Steps = 400;

    // Of the mean diagonal: enough for the Cholesky factor, small beside the noise.
    private const double Ridge = 1e-3;

    private static readonly double[] Stages = [0.05, 0.2, 0.5];

    public string Id => "tangent-study";

    public SortedDictionary<string, double> Measure(Cell cell, LedgerBench bench, CancellationToken cancel)
    {
        Rng rng = new(Seeds.From(1, "tangent study", cell.Replicate));
        double[] direction = Rows.Direction(Inputs, rng);
        Rows clean = Rows.Ridge(cell.Rows, Inputs, direction, 0, rng), test = Rows.Ridge(TestRows, Inputs, direction, 0, rng);
        double[] noise = [.. clean.Y.Select(_ => cell.Setting("noise") * rng.NextGaussian())];
        double[] targets = [.. clean.Y.Zip(noise, (y, e) => y + e)];
        if (cell.Setting("shuffled") != 0)
        {
            rng.Shuffle<double>(targets);
        }

        SmallNet start = new(Inputs, (int)cell.Setting("width"), 1, rng, cell.Setting("multiplier")), net = start.Copy();
        TangentKernelOf first = new(start, clean, test);
        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        double rate = 0.02 / Math.Max(1, cell.Setting("multiplier"));
        Adam adam = new(net.Count, rate);
        TangentKernelOf early = first;
        double[][] path = new double[Steps + 1][];
        path[0] = net.Predict(clean.X);
        for (int step = 1; step <= Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            double[] slopes = [.. path[step - 1].Zip(targets, (u, y) => (u - y) / targets.Length)];
            adam.Step(net.Parameters, net.Gradient(clean.X, slopes));
            path[step] = net.Predict(clean.X);
            early = step == Steps / 5 ? new TangentKernelOf(net, clean, test) : early;
            if (Array.Exists(Stages, stage => (int)(stage * Steps) == step))
            {
                double[] left = [.. targets.Zip(path[step], (y, u) => y - u)];
                double[] jump = [.. net.Predict(test.X).Zip(new TangentKernelOf(net, clean, test).Regress(left), (now, rest) => now + rest)];
                values[FormattableString.Invariant($"jumpAt{100.0 * step / Steps:0}")] = test.MeanSquare(jump);
            }
        }

        TangentKernelOf last = new(net, clean, test);
        values["network"] = test.MeanSquare(net.Predict(test.X));
        values["train"] = path[Steps].Zip(targets, (u, y) => (u - y) * (u - y)).Average();
        values["kernelBefore"] = test.MeanSquare(first.Regress(targets));
        values["kernelAfter"] = test.MeanSquare(last.Regress(targets));
        values["drift"] = (last.Train - first.Train).FrobeniusNorm() / first.Train.FrobeniusNorm();
        double[] shift = [.. net.Parameters.Zip(start.Parameters, (b, a) => b - a)];
        values["linearised"] = test.MeanSquare([.. start.Predict(test.X).Zip(first.Along(shift), (now, change) => now + change)]);
        values["fillOrder"] = FillOrder(first, path, targets);
        (values["sortedBefore"], values["sortedAfter"]) = (Sorted(first, clean.Y, noise), Sorted(last, clean.Y, noise));
        (values["gainByEigenvalue"], values["gainByTestRows"]) = Foreseen(early, last);
        return values;
    }

    /// <summary>
    /// Rank correlations with the gain that each direction of the early kernel has on half of the test rows at the end: of its early
    /// eigenvalue, which takes training rows only, and of its gain on the other half.
    /// </summary>
    private static (double ByEigenvalue, double ByTestRows) Foreseen(TangentKernelOf early, TangentKernelOf last)
    {
        List<double> eigenvalues = [], gains = [], others = [];
        foreach ((double value, Vector<double> direction) in early.Directions())
        {
            double[] shown = last.Across(direction);
            eigenvalues.Add(value);
            gains.Add(shown.Take(TestRows / 2).Sum(v => v * v));
            others.Add(shown.Skip(TestRows / 2).Sum(v => v * v));
        }

        return (RankCorrelation.Spearman(eigenvalues, gains), RankCorrelation.Spearman(others, gains));
    }

    /// <summary>Rank correlation of a direction's eigenvalue with how early half of its target is fitted.</summary>
    private static double FillOrder(TangentKernelOf kernel, double[][] path, double[] targets)
    {
        // Directions that hold next to nothing of the targets have no time of their own.
        const int Directions = 40;
        List<double> values = [], times = [];
        foreach ((double value, Vector<double> direction) in kernel.Directions().Take(Directions))
        {
            double wanted = direction * DenseVector.OfArray([.. targets.Zip(path[0], (y, u) => y - u)]);
            int half = Array.FindIndex(path, now => Math.Abs(direction * DenseVector.OfArray([.. now.Zip(path[0], (u, a) => u - a)]) / wanted) >= 0.5);
            values.Add(value);
            times.Add(half < 0 ? -path.Length : -half);
        }

        return RankCorrelation.Kendall(values, times);
    }

    /// <summary>
    /// Chance that a unit of the signal's power lies in a direction of a larger eigenvalue than a unit of the noise's: ½ when the kernel
    /// tells them not apart, or when there is no noise.
    /// </summary>
    private static double Sorted(TangentKernelOf kernel, double[] signal, double[] noise)
    {
        double signalPower = signal.Sum(v => v * v), noisePower = noise.Sum(v => v * v), before = 0, area = 0;
        if (noisePower == 0)
        {
            return 0.5;
        }

        foreach ((_, Vector<double> direction) in kernel.Directions())
        {
            double s = Math.Pow(direction * DenseVector.OfArray(signal), 2) / signalPower, e = Math.Pow(direction * DenseVector.OfArray(noise), 2) / noisePower;
            area += e * (before + s / 2);
            before += s;
        }

        return area;
    }

    /// <summary>Tangent kernel of a network on training rows, and between test and training rows.</summary>
    private sealed class TangentKernelOf
    {
        private readonly Matrix<double> trainSlopes, testSlopes;

        public TangentKernelOf(SmallNet net, Rows train, Rows test)
        {
            trainSlopes = DenseMatrix.OfRowArrays(net.Jacobian(train.X));
            testSlopes = DenseMatrix.OfRowArrays(net.Jacobian(test.X));
            Train = trainSlopes.TransposeAndMultiply(trainSlopes);
        }

        public Matrix<double> Train { get; }

        /// <summary>Kernel regression of these targets, on the test rows.</summary>
        public double[] Regress(double[] targets)
        {
            Matrix<double> ridged = Train.Clone();
            ridged.SetDiagonal(Train.Diagonal() + Ridge * Train.Trace() / Train.RowCount);
            return (testSlopes * trainSlopes.TransposeThisAndMultiply(ridged.Cholesky().Solve(DenseVector.OfArray(targets)))).ToArray();
        }

        /// <summary>What a push of the training outputs along a direction does to the test outputs.</summary>
        public double[] Across(Vector<double> direction) => (testSlopes * trainSlopes.TransposeThisAndMultiply(direction)).ToArray();

        /// <summary>First-order change of the test outputs.</summary>
        public double[] Along(double[] shift) => (testSlopes * DenseVector.OfArray(shift)).ToArray();

        /// <summary>Eigenvalues with their directions, largest first.</summary>
        public IEnumerable<(double Value, Vector<double> Direction)> Directions()
        {
            var pairs = Train.Evd(Symmetricity.Symmetric);
            for (int i = Train.RowCount - 1; i >= 0; i--)
            {
                yield return (pairs.EigenValues[i].Real, pairs.EigenVectors.Column(i));
            }
        }
    }
}
