using MlCompare.Statistics;
using MlCompare.Theory;

namespace MlCompare.Tests.Theory;

public class DescentCurveTests
{
    private static DescentCurve Planted(params double[] risks) =>
        new("planted", [.. risks.Select((risk, i) => new DescentPoint(i, MeanInterval.Of([risk, risk]), 0))]);

    [Fact]
    public void A_peak_has_less_on_both_sides()
    {
        DescentCurve curve = Planted(1, 0.5, 2, 0.8, 0.4);
        Assert.Equal(2, curve.Peak!.Capacity);
        Assert.Equal(5, curve.PeakHeight, 12);
        Assert.Equal(1, curve.TailRatio, 12);
        // The classical curve falls and rises once.
        DescentCurve classical = Planted(1, 0.5, 0.6, 0.9);
        Assert.Null(classical.Peak);
        Assert.Equal(1, classical.PeakHeight);
        Assert.Equal(1.8, classical.TailRatio, 12);
        Assert.Null(Planted(1, 0.5, 0.4).Peak);
    }

    [Fact]
    public void Least_squares_on_more_columns_peak_where_columns_meet_rows()
    {
        // Columns beyond the rows: the solution of least norm, by the transpose.
        FormulaLearner Of(double columns) => new("least norm", (rows, targets, _) =>
        {
            int width = (int)columns;
            var x = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowArrays(rows.Select(row => row[..width]));
            var weights = x.PseudoInverse() * MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(targets);
            return values => weights.Zip(values, (w, value) => w * value).Sum();
        });
        DescentCurve curve = DescentCurve.Measure(
            "columns at 30 rows", [1, 10, 28, 30, 33, 60, 200], Of, [.. Enumerable.Range(0, 6).Select(r => FormulaLearner.Block(30, 200, 0.5, (ulong)r + 1, 200))], 1);
        Assert.InRange(curve.Peak!.Capacity, 28, 33);
        Assert.True(curve.PeakHeight > 5, $"{curve.PeakHeight}");
        Assert.True(curve.Points[^1].TrainError < 1e-9 && curve.Points[0].TrainError > 0.01);
    }
}
