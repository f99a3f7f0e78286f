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
            // Without redirection a browser's chatter would end up among the answer.
            using Process? process = OperatingSystem.IsLinux()
                ? Process.Start(new ProcessStartInfo("xdg-open", [path]) { RedirectStandardOutput = true, RedirectStandardError = true })
                : Process.Start(new ProcessStartInfo(path) { UseShellExecute = true });
        }
        catch (Win32Exception)
        {
            Console.Error.WriteLine($"--open: no browser was found; open {path} by hand.");
        }
    }
}
