namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>The largest magnitude of a matrix's eigenvalues.</summary>
internal static class SpectralRadius
{
    // Products that are looked at: of a pair of complex eigenvalues the lengths swing, and their mean over many turns is right.
    private const int Skipped = 100, Measured = 400;

    /// <summary>By the mean growth of a vector under repeated products (Gelfand's formula).</summary>
    /// <param name="matrix">n × n, row-major.</param>
    public static double Of(ReadOnlySpan<float> matrix, int n, Rng rng)
    {
        double[] vector = [.. Enumerable.Range(0, n).Select(_ => rng.NextGaussian())], next = new double[n];
        double logs = 0;
        for (int step = 0; step < Skipped + Measured; step++)
        {
            double squares = 0;
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                ReadOnlySpan<float> line = matrix.Slice(i * n, n);
                for (int j = 0; j < n; j++)
                {
                    sum += line[j] * vector[j];
                }

                next[i] = sum;
                squares += sum * sum;
            }

            double length = Math.Sqrt(squares);
            if (!(length > 0))
            {
                return 0;
            }

            logs += step >= Skipped ? Math.Log(length) : 0;
            for (int i = 0; i < n; i++)
            {
                vector[i] = next[i] / length;
            }
        }

        return Math.Exp(logs / Measured);
    }
}
