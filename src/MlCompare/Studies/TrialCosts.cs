using System.Collections.Immutable;
using System.Text.Json;

namespace MlCompare.Studies;

/// <summary>What trials of a learner took at a size.</summary>
/// <param name="Seconds">Mean over the trials.</param>
public sealed record TrialCost(string Dataset, string Learner, int Rows, double Seconds);

/// <summary>
/// Expected seconds of a trial from measured ones: a power law between and beyond the measured sizes of the same learner, on the same data
/// set where there is one, else averaged over the others.
/// </summary>
public sealed class TrialCosts(IReadOnlyList<TrialCost> measured)
{
    public const string FileName = "costs.json";

    /// <summary>Exponents of time in rows that are believed; outside them two sizes were too near each other to tell.</summary>
    private const double LeastExponent = 0, MostExponent = 3, UsualExponent = 1;

    public IReadOnlyList<TrialCost> Measured { get; } = measured;

    public static TrialCosts Of(IEnumerable<TrialRow> rows) => new([.. rows
        .Where(row => row.Outcome == Outcome.Completed)
        .GroupBy(row => (row.Dataset, row.Learner, row.TrainRows))
        .Select(group => new TrialCost(group.Key.Dataset, group.Key.Learner, group.Key.TrainRows, group.Average(row => row.SharedSeconds + (row.PredictSecondsPerRow * row.TestRows))))]);

    /// <exception cref="InputException">Absent, or no list of costs.</exception>
    public static TrialCosts Read(string path)
    {
        try
        {
            return new TrialCosts([.. JsonSerializer.Deserialize<ImmutableArray<TrialCost>>(File.ReadAllText(path), StudyJson.Line)]);
        }
        catch (Exception error) when (error is JsonException or IOException or InvalidOperationException)
        {
            throw new InputException("this is no file of costs", path, "'mlcompare submit' writes one; or leave --costs out");
        }
    }

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(Measured, StudyJson.Line) + "\n");

    /// <summary>Seconds that the trial is expected to take.</summary>
    public double Seconds(TrialPlan trial) => Seconds(trial.Dataset, trial.Contestant.Name, trial.Rows);

    internal double Seconds(string dataset, string learner, int rows)
    {
        TrialCost[] same = [.. Measured.Where(cost => cost.Learner == learner)];
        if (same.Length == 0)
        {
            return Measured.Count == 0 ? rows : Measured.Select(cost => cost.Learner).Distinct().Average(other => Seconds(dataset, other, rows));
        }

        TrialCost[] here = [.. same.Where(cost => cost.Dataset == dataset)];
        return here.Length > 0 ? OnCurve(here, rows) : same.GroupBy(cost => cost.Dataset).Average(set => OnCurve([.. set], rows));
    }

    private static double OnCurve(TrialCost[] costs, int rows)
    {
        TrialCost[] sorted = [.. costs.OrderBy(cost => cost.Rows)];
        int next = Math.Clamp(Array.FindIndex(sorted, cost => cost.Rows >= rows) is int at and >= 0 ? at : sorted.Length - 1, 0, sorted.Length - 1);
        (TrialCost a, TrialCost b) = sorted.Length == 1 ? (sorted[0], sorted[0]) : next == 0 ? (sorted[0], sorted[1]) : (sorted[next - 1], sorted[next]);
        double exponent = a.Rows == b.Rows || !(a.Seconds > 0 && b.Seconds > 0)
            ? UsualExponent
            : Math.Clamp(Math.Log(b.Seconds / a.Seconds) / Math.Log((double)b.Rows / a.Rows), LeastExponent, MostExponent);
        TrialCost from = rows >= b.Rows ? b : a;
        return from.Seconds * Math.Pow((double)rows / from.Rows, exponent);
    }
}
