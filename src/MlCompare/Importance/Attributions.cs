namespace MlCompare.Importance;

/// <summary>What scores are to predictions.</summary>
public enum Link
{
    /// <summary>The target in its unit, or probabilities: one output a column of the prediction.</summary>
    Identity,

    /// <summary>The logarithm of the target.</summary>
    Log,

    /// <summary>
    /// Two classes: one output, the log odds of class 1. More: one output each, whose softmax gives the probabilities; classes that
    /// training did not show have none but zeros.
    /// </summary>
    Logit,
}

/// <summary>What each raw input contributes to each output in each row: base + sum of the contributions = score.</summary>
/// <param name="Values">Rows × outputs × inputs.</param>
/// <param name="Inputs">Raw inputs.</param>
/// <param name="Base">Output → the score expected when no input is known.</param>
/// <param name="Link">What the scores are to the predictions.</param>
public sealed record Attributions(double[] Values, int Inputs, double[] Base, Link Link)
{
    public int Outputs => Base.Length;

    /// <summary>Number of rows.</summary>
    public int Count => Values.Length / (Inputs * Outputs);

    /// <summary>The contributions of all inputs to one output in one row.</summary>
    public ReadOnlySpan<double> Of(int row, int output) => Values.AsSpan((row * Outputs + output) * Inputs, Inputs);

    /// <summary>What base and contributions add up to.</summary>
    public double Score(int row, int output)
    {
        double score = Base[output];
        foreach (double value in Of(row, output))
        {
            score += value;
        }

        return score;
    }

    /// <summary>Input → mean over the rows of the absolute contributions, summed over the outputs: "SHAP importance".</summary>
    public double[] MeanAbsolute()
    {
        double[] means = new double[Inputs];
        for (int i = 0; i < Values.Length; i++)
        {
            means[i % Inputs] += Math.Abs(Values[i]);
        }

        for (int j = 0; j < Inputs; j++)
        {
            means[j] /= Math.Max(1, Count);
        }

        return means;
    }
}
