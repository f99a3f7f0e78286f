namespace MlCompare.BenchWhy;

/// <summary>
/// Predicts the sign of each table from the others: standardised by them, fitted on those of them that have a sign. The standardised numbers
/// do not depend on the signs, so that they are made once for all permutations.
/// </summary>
internal sealed class LeaveOneOut
{
    private readonly double[][][] others;
    private readonly double[][] own;
    private readonly RidgeLogistic model;
    private readonly int[] rest;

    /// <param name="predictors">Table × predictor; null where one is not defined, which takes the mean of the others.</param>
    public LeaveOneOut(double?[][] predictors)
    {
        int count = predictors.Length;
        (others, own, rest) = (new double[count][][], new double[count][], new int[count - 1]);
        model = new RidgeLogistic(predictors[0].Length);
        for (int left = 0; left < count; left++)
        {
            double?[][] training = [.. predictors.Where((_, table) => table != left)];
            (double Mean, double Deviation)[] scales = [.. predictors[0].Select((_, j) => Scale([.. training.Select(row => row[j]).OfType<double>()]))];
            double[] Standardised(double?[] row) => [.. row.Select((value, j) => value is double known && scales[j].Deviation > 0 ? (known - scales[j].Mean) / scales[j].Deviation : 0)];
            others[left] = [.. training.Select(Standardised)];
            own[left] = Standardised(predictors[left]);
        }
    }

    /// <summary>The sign predicted of each table, 1 or −1; 0 where no other table has a sign.</summary>
    public int[] Predict(ReadOnlySpan<int> signs)
    {
        int[] predicted = new int[signs.Length];
        for (int left = 0; left < signs.Length; left++)
        {
            signs[..left].CopyTo(rest);
            signs[(left + 1)..].CopyTo(rest.AsSpan(left));
            (int positive, int negative) = Counts(rest);
            if (positive == 0 || negative == 0)
            {
                predicted[left] = Math.Sign(positive - negative);
                continue;
            }

            if (!model.Fit(others[left], rest))
            {
                throw new InvalidOperationException("The regression of the sign did not converge.");
            }

            predicted[left] = model.Of(own[left]) >= 0 ? 1 : -1;
        }

        return predicted;
    }

    /// <summary>Tables whose sign is predicted rightly; one without a sign never is.</summary>
    public static int Right(ReadOnlySpan<int> predicted, ReadOnlySpan<int> signs)
    {
        int right = 0;
        for (int i = 0; i < signs.Length; i++)
        {
            right += signs[i] != 0 && predicted[i] == signs[i] ? 1 : 0;
        }

        return right;
    }

    /// <summary>The same of the majority among the other tables, where a tie counts a half.</summary>
    public static double MajorityRight(ReadOnlySpan<int> signs)
    {
        (int positive, int negative) = Counts(signs);
        double right = 0;
        foreach (int sign in signs)
        {
            // Without the table itself.
            int lead = positive - negative - sign;
            right += sign == 0 ? 0 : lead == 0 ? 0.5 : Math.Sign(lead) == sign ? 1 : 0;
        }

        return right;
    }

    private static (int Positive, int Negative) Counts(ReadOnlySpan<int> signs)
    {
        (int positive, int negative) = (0, 0);
        foreach (int sign in signs)
        {
            positive += sign > 0 ? 1 : 0;
            negative += sign < 0 ? 1 : 0;
        }

        return (positive, negative);
    }

    private static (double Mean, double Deviation) Scale(double[] values)
    {
        double mean = values.DefaultIfEmpty(0).Average();
        return (mean, Math.Sqrt(values.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty(0).Average()));
    }
}
