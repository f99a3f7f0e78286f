namespace MlCompare.Statistics.Laws;

/// <summary>Small symmetric systems; the factor overwrites the lower triangle.</summary>
internal static class Cholesky
{
    /// <summary>Solves in place; false when the matrix is not positive definite.</summary>
    public static bool Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        if (!Factor(matrix, n))
        {
            return false;
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                right[i] -= matrix[i, j] * right[j];
            }

            right[i] /= matrix[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
            {
                right[i] -= matrix[j, i] * right[j];
            }

            right[i] /= matrix[i, i];
        }

        return true;
    }

    /// <summary>+∞ when the matrix is not positive definite.</summary>
    public static double LogDeterminant(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        return Factor(matrix, n) ? 2 * Enumerable.Range(0, n).Sum(i => Math.Log(matrix[i, i])) : double.PositiveInfinity;
    }

    private static bool Factor(double[,] matrix, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                if (i > j)
                {
                    matrix[i, j] = sum / matrix[j, j];
                }
                else if (sum > 0)
                {
                    matrix[i, i] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        return true;
    }
}
