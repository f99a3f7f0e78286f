using MlCompare.Studies;

namespace MlCompare.Reports.Charts;

/// <summary>Outline of a point.</summary>
public enum Shape
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
    Wedge,
    Star,
    Plus,
}

/// <summary>How a learner is drawn everywhere: colour by family, told apart by shape, filling and dashes as well.</summary>
/// <param name="Family">CSS class that sets the colour.</param>
/// <param name="Dash">SVG dash pattern; empty for a solid line.</param>
public sealed record Mark(string Family, Shape Shape, bool Filled, string Dash)
{
    /// <summary>Of its drawing on the page, which is drawn once and shown wherever the mark stands: "kbo0f". Dashes are those of lines alone.</summary>
    internal string Id => $"k{Family.AsSpan(2, 2)}{(int)Shape}{(Filled ? 'f' : 'h')}";
}

/// <summary>Gives each learner of a study its mark.</summary>
public static class Marks
{
    private static readonly Shape[] Spare = [Shape.Wedge, Shape.Star, Shape.Plus];
    private const string OfBaselines = "1 3";
    private static readonly string[] Dashes = ["", "6 3", "2 3", "8 3 2 3"];

    /// <summary>
    /// The first learner of a family is filled and solid, the second hollow and dashed; further ones take spare shapes.
    /// </summary>
    public static Mark Of(Family family, int rankInFamily)
    {
        Shape own = family switch
        {
            Family.Baseline => Shape.Cross,
            Family.Linear => Shape.Square,
            Family.Boosting => Shape.Circle,
            Family.Neural => Shape.Triangle,
            _ => Shape.Diamond,
        };
        return new Mark(
            "f-" + family.ToString().ToLowerInvariant(),
            rankInFamily < 2 ? own : Spare[(rankInFamily - 2) % Spare.Length],
            rankInFamily != 1,
            family == Family.Baseline ? OfBaselines : Dashes[rankInFamily % Dashes.Length]);
    }

    /// <summary>Every pattern that a line may have.</summary>
    internal static IEnumerable<string> AllDashes => Dashes.Append(OfBaselines);

    /// <summary>Marks of all learners by name, in the order of the study.</summary>
    public static IReadOnlyDictionary<string, Mark> Assign(IEnumerable<LearnerSummary> learners)
    {
        Dictionary<Family, int> seen = [];
        Dictionary<string, Mark> marks = new(StringComparer.Ordinal);
        foreach (LearnerSummary learner in learners)
        {
            int rank = seen.GetValueOrDefault(learner.Family);
            seen[learner.Family] = rank + 1;
            marks.TryAdd(learner.Name, Of(learner.Family, rank));
        }

        return marks;
    }
}
