namespace MlCompare.Claims.Networks;

/// <summary>Rows as small networks take them: inputs row by row, and one target each.</summary>
internal sealed record Rows(double[] X, double[] Y, int Inputs)
{
    public int Count => Y.Length;

    public Rows Pick(ReadOnlySpan<int> rows)
    {
        double[] x = new double[rows.Length * Inputs], y = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            X.AsSpan(rows[i] * Inputs, Inputs).CopyTo(x.AsSpan(i * Inputs));
            y[i] = Y[rows[i]];
        }

        return new Rows(x, y, Inputs);
    }

    /// <summary>A sine along one direction among Gaussian inputs: small, and no kernel that is the same in all directions knows it.</summary>
    public static Rows Ridge(int count, int inputs, double[] direction, double noise, Rng rng)
    {
        double[] x = new double[count * inputs], y = new double[count];
        for (int row = 0; row < count; row++)
        {
            double along = 0;
            for (int j = 0; j < inputs; j++)
            {
                x[row * inputs + j] = rng.NextGaussian();
                along += direction[j] * x[row * inputs + j];
            }

            y[row] = Math.Sin(2 * along) + noise * rng.NextGaussian();
        }

        return new Rows(x, y, inputs);
    }

    /// <summary>A direction of length 1.</summary>
    public static double[] Direction(int inputs, Rng rng)
    {
        double[] direction = [.. Enumerable.Range(0, inputs).Select(_ => rng.NextGaussian())];
        double length = Math.Sqrt(direction.Sum(v => v * v));
        return [.. direction.Select(v => v / length)];
    }

    public double MeanSquare(double[] predictions) => predictions.Zip(Y, (p, y) => (p - y) * (p - y)).Average();
}
