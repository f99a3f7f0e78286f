using System.Text;
using System.Text.RegularExpressions;

namespace MlCompare.Reports.Charts;

/// <summary>
/// Drawings of marks, once a page. A page with thousands of points would else say thousands of times what a triangle is: measured, a third of its bytes.
/// </summary>
internal static partial class MarkSymbols
{
    /// <summary>Before the id of a mark: the same with a ring that takes the pointer; and with a piece of its line, for legends and tables.</summary>
    public const string Target = "t", Icon = "i";

    /// <summary>Where the drawings go: a page has this once.</summary>
    public const string Place = "<defs></defs>";

    private static readonly Dictionary<string, string> Drawings = All();

    /// <summary>Puts those drawings into the page that it shows.</summary>
    public static string Insert(string page)
    {
        SortedSet<string> ids = new(Shown().Matches(page).Select(match => match.Groups[1].Value).Where(Drawings.ContainsKey), StringComparer.Ordinal);
        int at = page.IndexOf(Place, StringComparison.Ordinal);
        return at < 0 ? page : new StringBuilder(page, 0, at, page.Length + 4096).Append("<defs>").AppendJoin("", ids.Select(id => Drawings[id]))
            .Append("</defs>").Append(page, at + Place.Length, page.Length - at - Place.Length).ToString();
    }

    private static Dictionary<string, string> All()
    {
        Dictionary<string, string> drawings = new(StringComparer.Ordinal);
        foreach (Family family in Enum.GetValues<Family>())
        {
            foreach (Shape shape in Enum.GetValues<Shape>())
            {
                foreach (bool filled in new[] { true, false })
                {
                    foreach (string dash in Marks.AllDashes)
                    {
                        Mark mark = new("f-" + family.ToString().ToLowerInvariant(), shape, filled, dash);
                        string dashes = dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "", icon = Icon + mark.Id + dash.Replace(" ", "");
                        // Written out each time: what is shown by way of something shown costs the browser twice.
                        string Path(string id, double x, double y) => $"<path{id} d=\"{Svg.Outline(shape, x, y)}\" class=\"mark {mark.Family} {(filled ? "filled" : "hollow")}\"/>";
                        drawings[mark.Id] = Path($" id=\"{mark.Id}\"", 0, 0);
                        drawings[Target + mark.Id] = $"<g id=\"{Target}{mark.Id}\"><circle r=\"10\" class=\"hit\"/>{Path("", 0, 0)}</g>";
                        drawings[icon] = $"<symbol id=\"{icon}\" viewBox=\"0 0 26 14\"><path d=\"M1 7h24\" class=\"line {mark.Family}\"{dashes}/>{Path("", 13, 7)}</symbol>";
                    }
                }
            }
        }

        return drawings;
    }

    [GeneratedRegex("<use href=\"#([a-z0-9]+)\"")]
    private static partial Regex Shown();
}
