namespace MlCompare.Learners.Kernel;

/// <summary>
/// Modes of a kernel and what the target has in them. Entry i stands for <c>Counts[i]</c> modes of eigenvalue <c>Values[i]</c> that hold
/// <c>Masses[i]</c> of the target's square together; <c>Noise</c> is the variance that no mode holds.
/// </summary>
internal sealed record KernelModes(double[] Values, double[] Counts, double[] Masses, double Noise);

/// <summary>
/// Expected test error of kernel ridge regression from the spectrum of the kernel and the coefficients of the target in it (Bordelon,
/// Canatar and Pehlevan 2020; Simon, Dickens, Karkada and DeWeese 2023). With eigenvalues λ ~ i^−a and squared coefficients ~ i^−b, no noise
/// and no ridge the error falls as rows^−min(b − 1, 2a). The formulas were re-read in two public programs that use them, and are simulated in the tests: exponents 1, 2 and 4 on
/// a circle, and errors of fits there.
/// </summary>
internal static class EigenFramework
{
    private const double LeastLog = -90, MostLog = 30;
    private const int Halvings = 80;

    /// <summary>κ with Σ λ / (λ + κ) + ridge / κ = rows.</summary>
    public static double Kappa(KernelModes modes, double ridge, double rows)
    {
        double low = LeastLog, high = MostLog;
        for (int step = 0; step < Halvings; step++)
        {
            double middle = (low + high) / 2, kappa = Math.Exp(middle), sum = ridge / kappa;
            for (int i = 0; i < modes.Values.Length; i++)
            {
                sum += modes.Counts[i] * modes.Values[i] / (modes.Values[i] + kappa);
            }

            (low, high) = sum > rows ? (middle, high) : (low, middle);
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>Mean squared error on new rows, their noise included.</summary>
    public static double Error(KernelModes modes, double ridge, double rows) => Error(modes, Kappa(modes, ridge, rows), rows, modes.Masses, modes.Noise);

    /// <summary>The same for masses and noise other than those of the modes, where κ is known.</summary>
    public static double Error(KernelModes modes, double kappa, double rows, double[] masses, double noise)
    {
        double missed = noise, squares = 0;
        for (int i = 0; i < masses.Length; i++)
        {
            double learned = modes.Values[i] / (modes.Values[i] + kappa);
            missed += (1 - learned) * (1 - learned) * masses[i];
            squares += modes.Counts[i] * learned * learned;
        }

        return missed * rows / (rows - squares);
    }
}
