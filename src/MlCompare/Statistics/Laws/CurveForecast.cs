using System.Collections.Immutable;

namespace MlCompare.Statistics.Laws;

/// <summary>A forecast at one number of rows.</summary>
/// <param name="Rows">Training rows.</param>
/// <param name="Median">Of the draws.</param>
/// <param name="Low">5 % of the draws lie below.</param>
/// <param name="High">5 % of the draws lie above.</param>
public sealed record ForecastInterval(double Rows, double Median, double Low, double High);

/// <summary>One law as it fits one curve.</summary>
/// <param name="Weight">Share of the forecast's draws that follow this law, by how well it explains the curve.</param>
/// <param name="Fitted">The law at the sizes of the curve and beyond, at its likeliest parameters.</param>
/// <param name="Limit">The loss that more and more rows approach at those parameters.</param>
/// <param name="Exponent">The exponent α (c of M4) at those parameters.</param>
public sealed record FittedLaw(
    string Id, string Title, string Formula, double Weight, double Exponent, double Limit, ImmutableArray<(double Rows, double Loss)> Fitted);

/// <summary>What a curve is expected to do beyond its most rows.</summary>
/// <param name="LastRows">Most rows with results.</param>
/// <param name="Last">Mean loss there.</param>
/// <param name="Laws">By weight, the heaviest first; empty when the shape audit refused.</param>
/// <param name="Path">From the last size to <see cref="ForecastAnalysis.Reach"/> times it, in equal ratios; the first is the curve's end.</param>
public sealed record CurveForecast(
    string Dataset, string Learner, string Metric, ShapeAudit Audit, int LastRows, double Last,
    ImmutableArray<FittedLaw> Laws, ImmutableArray<ForecastInterval> Path)
{
    /// <summary>Losses along <see cref="Path"/>, draw by draw, the draws shared with the other learners of the data set.</summary>
    internal double[][] Draws { get; init; } = [];

    /// <summary>How much of the loss at the curve's end the rows at a step of the path save, draw by draw; but for the drift the laws fall, so it is no test of whether.</summary>
    public ForecastInterval? Saved(int step)
    {
        if (Path.IsEmpty)
        {
            return null;
        }

        double[] saved = [.. Draws.Select(path => path[0] - path[step]).Order()];
        double At(double share) => saved[(int)Math.Round(share * (saved.Length - 1))];
        return new ForecastInterval(Path[step].Rows, At(0.5), At(0.05), At(0.95));
    }

    /// <summary>At twice the rows; null when there is no forecast.</summary>
    public ForecastInterval? Twice => Path.IsEmpty ? null : Path[ForecastAnalysis.Steps / 2];

    /// <summary>At four times the rows; null when there is no forecast.</summary>
    public ForecastInterval? Fourfold => Path.IsEmpty ? null : Path[^1];
}
