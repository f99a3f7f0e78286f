namespace MlCompare.Statistics.Laws;

/// <summary>
/// A law at its likeliest parameters, fitted to logarithms of the loss: least squares in units of the points' errors, with the priors as
/// further squares, by Levenberg and Marquardt.
/// </summary>
/// <param name="Objective">Sum of squares, priors included.</param>
/// <param name="LogEvidence">ln of the probability of the curve under the law (Laplace's approximation), but for what all laws share.</param>
internal sealed record LawFit(ILaw Law, double[] Parameters, double Objective, double LogEvidence)
{
    // From the priors' centres, and from the likeliest parameters of the curve itself: a draw need not be solved to the last digit.
    private const int MostSteps = 40, MostStepsOfDraw = 4;

    private const double Difference = 1e-6, Enough = 1e-7;

    /// <param name="places">ln(rows / rows at the end) of each point.</param>
    /// <param name="logs">ln of the loss.</param>
    /// <param name="errors">Standard errors of <paramref name="logs"/>.</param>
    /// <param name="priors">Of the parameters, drawn anew for a draw.</param>
    /// <param name="start">Where to begin; null for the priors' centres.</param>
    /// <param name="draw">One of many around a fit: a few steps from its parameters, and no evidence.</param>
    public static LawFit Of(
        ILaw law, LawFrame frame, ReadOnlySpan<double> places, ReadOnlySpan<double> logs, ReadOnlySpan<double> errors,
        IReadOnlyList<LawPrior> priors, double[]? start = null, bool draw = false)
    {
        int k = priors.Count, m = places.Length;
        double[] at = start is null ? [.. priors.Select(prior => prior.Centre)] : [.. start];
        if (start is null)
        {
            at[0] = Math.Log(frame.LastExcess);
        }

        double[] residuals = new double[m + k], tried = new double[m + k], next = new double[k], step = new double[k];
        double[,] jacobian = new double[m + k, k], normal = new double[k, k], damped = new double[k, k];
        double objective = Residuals(law, frame, places, logs, errors, priors, at, residuals);
        double damping = 1e-3;
        int most = draw ? MostStepsOfDraw : MostSteps;
        for (int i = 0; i < most; i++)
        {
            Slopes(law, frame, places, logs, errors, priors, at, residuals, tried, jacobian);
            Normal(jacobian, residuals, normal, step);
            bool better = false;
            while (!better && damping < 1e8)
            {
                for (int a = 0; a < k; a++)
                {
                    for (int b = 0; b < k; b++)
                    {
                        damped[a, b] = normal[a, b] + (a == b ? damping * (normal[a, a] + 1e-9) : 0);
                    }

                    next[a] = step[a];
                }

                if (Cholesky.Solve(damped, next))
                {
                    for (int a = 0; a < k; a++)
                    {
                        next[a] = at[a] - next[a];
                    }

                    double value = Residuals(law, frame, places, logs, errors, priors, next, tried);
                    better = value < objective;
                    if (better)
                    {
                        bool done = objective - value < Enough * objective;
                        next.CopyTo(at, 0);
                        tried.CopyTo(residuals, 0);
                        objective = value;
                        i = done ? most : i;
                    }
                }

                damping = better ? Math.Max(damping / 5, 1e-9) : damping * 4;
            }

            if (!better)
            {
                break;
            }
        }

        if (draw)
        {
            return new LawFit(law, at, objective, double.NaN);
        }

        Slopes(law, frame, places, logs, errors, priors, at, residuals, tried, jacobian);
        Normal(jacobian, residuals, normal, step);
        double evidence = -0.5 * (objective + Cholesky.LogDeterminant(normal)) - priors.Where(prior => !prior.IsFlat).Sum(prior => Math.Log(prior.Spread));
        return new LawFit(law, at, objective, evidence);
    }

    private static double Residuals(
        ILaw law, LawFrame frame, ReadOnlySpan<double> places, ReadOnlySpan<double> logs, ReadOnlySpan<double> errors,
        IReadOnlyList<LawPrior> priors, double[] at, double[] into)
    {
        double sum = 0;
        int m = places.Length;
        for (int i = 0; i < m; i++)
        {
            into[i] = (Math.Log(law.At(places[i], at, frame)) - logs[i]) / errors[i];
            sum += into[i] * into[i];
        }

        for (int a = 0; a < at.Length; a++)
        {
            into[m + a] = priors[a].IsFlat ? 0 : (at[a] - priors[a].Centre) / priors[a].Spread;
            sum += into[m + a] * into[m + a];
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    private static void Slopes(
        ILaw law, LawFrame frame, ReadOnlySpan<double> places, ReadOnlySpan<double> logs, ReadOnlySpan<double> errors,
        IReadOnlyList<LawPrior> priors, double[] at, double[] residuals, double[] scratch, double[,] jacobian)
    {
        for (int a = 0; a < at.Length; a++)
        {
            double here = at[a];
            at[a] = here + Difference;
            Residuals(law, frame, places, logs, errors, priors, at, scratch);
            at[a] = here;
            for (int i = 0; i < residuals.Length; i++)
            {
                jacobian[i, a] = (scratch[i] - residuals[i]) / Difference;
            }
        }
    }

    /// <summary>JᵀJ and Jᵀr.</summary>
    private static void Normal(double[,] jacobian, double[] residuals, double[,] normal, double[] gradient)
    {
        int k = gradient.Length;
        for (int a = 0; a < k; a++)
        {
            double slope = 0;
            for (int i = 0; i < residuals.Length; i++)
            {
                slope += jacobian[i, a] * residuals[i];
            }

            gradient[a] = slope;
            for (int b = 0; b <= a; b++)
            {
                double sum = 0;
                for (int i = 0; i < residuals.Length; i++)
                {
                    sum += jacobian[i, a] * jacobian[i, b];
                }

                normal[a, b] = normal[b, a] = sum;
            }
        }
    }
}
