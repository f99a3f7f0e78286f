using MlCompare.Statistics.Laws;

namespace MlCompare.Tests.Statistics.Laws;

/// <summary>What a forecast has to beat.</summary>
internal static class Rivals
{
    public static double LastValue(LawCurve curve) => curve.Mean(curve.Rows.Count - 1);

    /// <summary>E + A·n^−α by least squares in ln(loss), without priors: E on a grid, the line in ln n within, and the best of all.</summary>
    public static double ThreeParameters(LawCurve curve, double rows)
    {
        double[] losses = [.. Enumerable.Range(0, curve.Rows.Count).Select(curve.Mean)], x = [.. curve.Rows.Select(n => Math.Log(n))];
        double least = double.PositiveInfinity, forecast = losses[^1];
        for (int step = 0; step < 500; step++)
        {
            double floor = losses.Min() * step / 500.0;
            double[] y = [.. losses.Select(loss => Math.Log(loss - floor))];
            double mx = x.Average(), my = y.Average();
            double slope = Math.Min(0, x.Zip(y, (u, v) => (u - mx) * (v - my)).Sum() / x.Sum(u => (u - mx) * (u - mx)));
            double At(double n) => floor + Math.Exp(my + slope * (Math.Log(n) - mx));
            double error = curve.Rows.Zip(losses, (n, loss) => Math.Pow(Math.Log(At(n) / loss), 2)).Sum();
            if (error < least)
            {
                (least, forecast) = (error, At(rows));
            }
        }

        return forecast;
    }
}
