using System.Net;
using System.Text.RegularExpressions;

namespace MlCompare.Tests.Golden;

/// <summary>What a reader sees of a page, one block a line: tags, style, script and drawings left out.</summary>
internal static partial class VisibleText
{
    public static string Of(string html)
    {
        string text = Invisible().Replace(html, "");
        text = Drawing().Replace(text, match => Title().Match(match.Value) is { Success: true } title ? $"\n[chart: {title.Groups[1].Value}]\n" : "");
        text = Space().Replace(text, " ");
        text = Heading().Replace(text, match => "\n\n" + new string('#', match.Groups[1].Value[0] - '0') + " ");
        text = CellEnd().Replace(text, " | ");
        text = BlockEnd().Replace(text, "\n");
        text = WebUtility.HtmlDecode(Tag().Replace(text, ""));
        IEnumerable<string> lines = text.Split('\n').Select(line => Space().Replace(line, " ").Trim().TrimEnd('|').Trim());
        return Blank().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    [GeneratedRegex(@"<(style|script|head)\b.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Invisible();

    [GeneratedRegex(@"<svg\b.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex(@"<svg[^>]*class=""plot"">\s*<title[^>]*>(.*?)</title>", RegexOptions.Singleline)]
    private static partial Regex Title();

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Space();

    [GeneratedRegex("<h([1-6])[^>]*>")]
    private static partial Regex Heading();

    [GeneratedRegex("</t[hd]>")]
    private static partial Regex CellEnd();

    [GeneratedRegex("</(h[1-6]|p|li|tr|dd|figcaption|summary|caption|pre|aside|article|section|div|header|footer|a)>")]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Blank();
}
