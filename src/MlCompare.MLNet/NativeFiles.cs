using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace MlCompare.MLNet;

/// <summary>
/// The native files of ML.NET's packages lie below <c>runtimes</c> beside this assembly. The process of a worker has been started for
/// another program and is not told so.
/// </summary>
internal static class NativeFiles
{
    private static readonly Lazy<bool> Hooked = new(() =>
    {
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
        return true;
    });

    /// <summary>From now on they are found.</summary>
    public static void Find() => _ = Hooked.Value;

    private static nint Resolve(Assembly assembly, string name)
    {
        string folder = Path.GetDirectoryName(typeof(NativeFiles).Assembly.Location)!;
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string platform = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        foreach (string file in (string[])[$"lib{name}.so", $"{name}.so", $"{name}.dll", $"lib{name}.dylib", $"{name}.dylib"])
        {
            if (NativeLibrary.TryLoad(Path.Combine(folder, "runtimes", platform, "native", file), out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
