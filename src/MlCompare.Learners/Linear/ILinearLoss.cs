namespace MlCompare.Learners.Linear;

/// <summary>Loss of linear scores against the labels of some rows.</summary>
internal interface ILinearLoss
{
    /// <summary>Scores a row.</summary>
    int Columns { get; }

    /// <summary>Intercepts of the best constant model: where fitting starts.</summary>
    float[] Start();

    /// <summary>The largest second derivative with respect to one score: scales the first step.</summary>
    double Curvature { get; }

    /// <summary>
    /// Returns the summed loss of rows <paramref name="first"/> … and replaces their scores (rows × columns) by the derivatives.
    /// </summary>
    double Evaluate(int first, Span<float> scores);
}
