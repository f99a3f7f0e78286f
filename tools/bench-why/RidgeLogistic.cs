namespace MlCompare.BenchWhy;

/// <summary>
/// Logistic regression of a sign: the sum of log(1 + exp(−s·f)) plus half the penalty times the squared norm of the slopes is least. The
/// intercept, the last of the weights, is free. Newton's method with halved steps; buffers are kept, for half a million fits of twenty rows.
/// </summary>
internal sealed class RidgeLogistic(int width, double penalty = 1)
{
    private const int MostSteps = 100;
    private const double Tolerance = 1e-9, ShortestStep = 1e-10;

    // The last steps change the loss by less than it can be told: they are whole ones all the same.
    private const double Rounding = 1e-12;

    private readonly double[] gradient = new double[width + 1], step = new double[width + 1], tried = new double[width + 1];
    private readonly double[] hessian = new double[(width + 1) * (width + 1)];

    public double[] Weights { get; } = new double[width + 1];

    /// <param name="rows">Standardised numbers.</param>
    /// <param name="signs">1, −1, or 0 for rows that are passed over; both signs must occur.</param>
    /// <returns>Whether the gradient came to nought.</returns>
    public bool Fit(double[][] rows, ReadOnlySpan<int> signs)
    {
        Array.Clear(Weights);
        double loss = Loss(rows, signs, Weights);
        for (int i = 0; i < MostSteps; i++)
        {
            Derivatives(rows, signs);
            double largest = 0;
            foreach (double g in gradient)
            {
                largest = Math.Max(largest, Math.Abs(g));
            }

            if (largest <= Tolerance)
            {
                return true;
            }

            Solve();
            double share = 1, next;
            do
            {
                for (int j = 0; j <= width; j++)
                {
                    tried[j] = Weights[j] - share * step[j];
                }

                next = Loss(rows, signs, tried);
                share /= 2;
            }
            while (!(next <= loss * (1 + Rounding)) && share > ShortestStep);

            loss = next;
            tried.CopyTo(Weights, 0);
        }

        return false;
    }

    /// <summary>Log odds of the positive sign.</summary>
    public double Of(double[] row) => Value(row, Weights);

    private double Value(double[] row, double[] weights)
    {
        double sum = weights[width];
        for (int j = 0; j < width; j++)
        {
            sum += weights[j] * row[j];
        }

        return sum;
    }

    private double Loss(double[][] rows, ReadOnlySpan<int> signs, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double against = -signs[i] * Value(rows[i], weights);
            sum += signs[i] == 0 ? 0 : Math.Max(0, against) + Math.Log(1 + Math.Exp(-Math.Abs(against)));
        }

        for (int j = 0; j < width; j++)
        {
            sum += penalty / 2 * weights[j] * weights[j];
        }

        return sum;
    }

    private void Derivatives(double[][] rows, ReadOnlySpan<int> signs)
    {
        int n = width + 1;
        Array.Clear(hessian);
        gradient[width] = 0;
        for (int j = 0; j < width; j++)
        {
            gradient[j] = penalty * Weights[j];
            hessian[j * n + j] = penalty;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (signs[i] == 0)
            {
                continue;
            }

            double positive = 1 / (1 + Math.Exp(-Value(rows[i], Weights))), off = positive - (signs[i] > 0 ? 1 : 0), weight = positive * (1 - positive);
            for (int j = 0; j < n; j++)
            {
                double x = j < width ? rows[i][j] : 1;
                gradient[j] += off * x;
                for (int k = 0; k <= j; k++)
                {
                    hessian[j * n + k] += weight * x * (k < width ? rows[i][k] : 1);
                }
            }
        }
    }

    /// <summary>The Newton step by Cholesky's factor, in place.</summary>
    private void Solve()
    {
        int n = width + 1;
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = hessian[i * n + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= hessian[i * n + k] * hessian[j * n + k];
                }

                // The intercept's pivot is positive but may round to nought where all rows are certain.
                hessian[i * n + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / hessian[j * n + j];
            }
        }

        for (int i = 0; i < n; i++)
        {
            double sum = gradient[i];
            for (int k = 0; k < i; k++)
            {
                sum -= hessian[i * n + k] * step[k];
            }

            step[i] = sum / hessian[i * n + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double sum = step[i];
            for (int k = i + 1; k < n; k++)
            {
                sum -= hessian[k * n + i] * step[k];
            }

            step[i] = sum / hessian[i * n + i];
        }
    }
}
