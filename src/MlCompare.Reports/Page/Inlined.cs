using System.Security.Cryptography;
using System.Text;

namespace MlCompare.Reports.Page;

/// <summary>Style and script, embedded in the assembly and inlined into the page.</summary>
internal static class Inlined
{
    public static string Style { get; } = Read("report.css");

    public static string Script { get; } = Read("report.js");

    /// <summary>Forbids every request, and every style or script but the two inlined here, whatever a data set is called.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; img-src data:; style-src 'sha256-{Hash(Style)}'; script-src 'sha256-{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    private static string Read(string name)
    {
        using Stream stream = typeof(Inlined).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
