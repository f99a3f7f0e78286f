namespace MlCompare.Learners.Boosting;

/// <summary>What boosting of a number minimises.</summary>
public enum Objective
{
    /// <summary>Squared error: predicts the mean.</summary>
    Squared,
    /// <summary>Absolute error: predicts the median.</summary>
    Absolute,
    /// <summary>Squared near the target and linear beyond: the mean, but for outliers.</summary>
    Huber,
    /// <summary>Pinball loss: predicts the quantile that the option alpha names.</summary>
    Quantile,
    /// <summary>Poisson deviance with a log link: predicts the mean of counts and rates, never below 0.</summary>
    Poisson,
}
