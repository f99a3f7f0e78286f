using System.ComponentModel;
using System.Diagnostics;

namespace MlCompare.Cli;

/// <summary>Shows a page in the user's browser, when there is one.</summary>
internal static class Browser
{
    public static void Show(string path)
    {
        try
        {
            Process.Start(new ProcessStartInfo(path) { UseShellExecute = true })?.Dispose();
        }
        catch (Win32Exception)
        {
            Console.Error.WriteLine($"No browser was found; open {path} by hand.");
        }
    }
}
