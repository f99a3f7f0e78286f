namespace MlCompare.Learners;

/// <summary>What a model expects of its own kind on more rows, from its training rows alone, before any such model is fitted.</summary>
/// <param name="Rows">Training rows.</param>
/// <param name="Value">Of the primary measure: "error" for classes, "rmse" for numbers.</param>
public sealed record ForecastPoint(int Rows, double Value);
