using System.Globalization;

namespace MlCompare.Interventions;

/// <summary>Refuses levels that an intervention gives no meaning to.</summary>
internal static class Level
{
    /// <exception cref="InputException">The level is negative, not a number, or above the intervention's largest.</exception>
    public static void Check(IIntervention intervention, double level, int classCount)
    {
        double most = intervention.MaxLevel(classCount);
        if (!(level >= 0 && level <= most))
        {
            throw new InputException(
                $"level {level.ToString(CultureInfo.InvariantCulture)} is outside 0 to {most.ToString("0.###", CultureInfo.InvariantCulture)}",
                intervention.Id,
                classCount > 0 ? $"choose a level inside, for {classCount} classes" : "choose a level inside");
        }
    }
}
