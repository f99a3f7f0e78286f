namespace MlCompare.Statistics;

/// <summary>The measure that a task is judged by, and the margin below which a difference counts as none.</summary>
/// <param name="Margin">
/// 0.01 is one point of error: smaller differences rarely decide which family to deploy. 0.025 is 2.5 % of the root mean squared error, about 5 % of the squared one.
/// </param>
public sealed record PrimaryMeasure(string Id, double Margin)
{
    public static PrimaryMeasure Of(TaskKind task) =>
        task == TaskKind.Regression ? new PrimaryMeasure("rmse", 0.025) : new PrimaryMeasure("error", 0.01);
}
