using MathNet.Numerics.LinearAlgebra;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Tests.Theory;

public sealed record FormulaOptions;

/// <summary>A learner of numbers by a rule whose noise figures have closed forms: rows and targets in, a function of rows out.</summary>
internal sealed class FormulaLearner(string id, Func<double[][], double[], ulong, Func<double[], double>> fit) : Learner<FormulaOptions>(new FormulaOptions())
{
    public override string Id => id;

    public override string Title => id;

    public override Family Family => Family.Baseline;

    public override IReadOnlyList<Hyperparameter> SearchSpace => [];

    /// <summary>The target of the nearest training row.</summary>
    public static FormulaLearner Nearest { get; } = new("nearest", (rows, targets, _) => x =>
        targets[Enumerable.Range(0, rows.Length).MinBy(i => rows[i].Zip(x, (a, b) => (a - b) * (a - b)).Sum())]);

    /// <summary>Least squares without intercept on the first so many columns.</summary>
    public static FormulaLearner LeastSquares(Func<int, int> columns) => new("least squares", (rows, targets, _) =>
    {
        int width = columns(rows.Length);
        Vector<double> weights = Matrix<double>.Build.DenseOfRowArrays(rows.Select(row => row[..width]))
            .QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Solve(Vector<double>.Build.Dense(targets));
        return x => weights.Zip(x, (w, value) => w * value).Sum();
    });

    /// <summary>Straight lines between neighbours in the first column.</summary>
    public static FormulaLearner Lines { get; } = new("lines", (rows, targets, _) =>
    {
        (double X, double Y)[] points = [.. rows.Zip(targets, (row, target) => (row[0], target)).OrderBy(point => point.Item1)];
        return x =>
        {
            int right = Math.Clamp(Array.FindIndex(points, point => point.X >= x[0]), 1, points.Length - 1);
            ((double x0, double y0), (double x1, double y1)) = (points[right - 1], points[right]);
            return y0 + (y1 - y0) * Math.Clamp((x[0] - x0) / (x1 - x0), 0, 1);
        };
    });

    /// <summary>The mean of the targets.</summary>
    public static FormulaLearner Mean { get; } = new("mean", (_, targets, _) => targets.Average() is var mean ? _ => mean : null!);

    /// <summary>Knows no labels, but answers by chance.</summary>
    public static FormulaLearner Chance { get; } = new("chance", (_, _, seed) => new Rng(seed).NextGaussian() is var value ? _ => value : null!);

    /// <summary>Gaussian columns and a linear target, with noise of a standard deviation on the training targets.</summary>
    /// <param name="spread">Columns uniform in [0, 1), training rows one in each nth part and never close together.</param>
    public static Block Block(int rows, int width, double noise, ulong seed, int testRows = 1000, bool spread = false)
    {
        Rng rng = new(seed);
        float[][] columns = [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, rows + testRows).Select(i => (float)(!spread ? rng.NextGaussian() : i < rows ? (i + 0.25 + 0.5 * rng.NextDouble()) / rows : rng.NextDouble())).ToArray())];
        FeatureTable features = new(Modality.Tabular, columns.Select((values, j) => new NumericColumn($"x{j}", values)));
        Labels labels = Labels.OfValues([.. columns[0].Select(value => 2.0 * value)]);
        int[] train = [.. Enumerable.Range(0, rows)], test = [.. Enumerable.Range(rows, testRows)];
        Labels truth = labels.Select(train), given = Labels.OfValues([.. truth.Values.Select(value => value + noise * rng.NextGaussian())]);
        return new Block(new TrainingSet(features.Select(train), given), truth, features.Select(test), labels.Select(test), null, null);
    }

    public override IPredictor Fit(TrainingSet train, FitContext context) => new Model(fit(Rows(train.Features), train.Labels.Values, context.Seed));

    public override IPredictor Load(BinaryReader reader) => throw new NotSupportedException();

    protected override ILearner Create(FormulaOptions changed) => this;

    private static double[][] Rows(FeatureTable features) =>
        [.. Enumerable.Range(0, features.Count).Select(row => features.Columns.Select(column => (double)((NumericColumn)column).Values[row]).ToArray())];

    private sealed class Model(Func<double[], double> function) : IPredictor
    {
        public Prediction Predict(FeatureTable features) => new([.. Rows(features).Select(function)], 1);

        public void Save(BinaryWriter writer) => throw new NotSupportedException();
    }
}
