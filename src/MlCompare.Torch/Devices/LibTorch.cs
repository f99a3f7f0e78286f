using System.Runtime.InteropServices;

namespace MlCompare.Torch.Devices;

/// <summary>
/// Loads libtorch. Its files lie below <c>runtimes</c> beside this assembly, which a worker, started for another program, is not told; and
/// where they do not load, the system's own message says why, which TorchSharp keeps to itself.
/// </summary>
internal static class LibTorch
{
    /// <summary>Names a folder with libtorch's own files, to be taken instead of those of a package: <c>torch/lib</c> of a PyTorch of the same version.</summary>
    private const string Variable = "MLCOMPARE_LIBTORCH";

    // In the order in which they need one another; those of CUDA are there in builds for it.
    private static readonly string[] Libraries = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];

    private static readonly Lazy<string?> Failure = new(Open);

    /// <exception cref="DllNotFoundException">It does not load: one sentence.</exception>
    public static void Load()
    {
        if (Failure.Value is string why)
        {
            throw new DllNotFoundException(why);
        }
    }

    /// <summary>Runs something; what libtorch throws is told in its first line, without the C++ stack behind it.</summary>
    /// <exception cref="InvalidOperationException">libtorch threw.</exception>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ExternalException error)
        {
            throw new InvalidOperationException($"libtorch: {error.Message.Split('\n')[0].Trim()}", error);
        }
    }

    private static string? Open()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string folder = Path.Combine(
            Path.GetDirectoryName(typeof(LibTorch).Assembly.Location)!, "runtimes", $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native");
        string file = Path.Combine(folder, system switch { "win" => "LibTorchSharp.dll", "osx" => "libLibTorchSharp.dylib", _ => "libLibTorchSharp.so" });
        if (!File.Exists(file))
        {
            return $"the native part of TorchSharp is not there ({file}); build with -p:Torch=cpu or -p:Torch=cuda on this platform";
        }

        try
        {
            foreach (string own in Elsewhere())
            {
                NativeLibrary.Load(own);
            }

            NativeLibrary.Load(file);
            return null;
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            // The line that says more than that it failed; TorchSharp 0.107 is built with GCC 13.
            string[] lines = [.. error.Message.Split('\n').Select(line => line.Trim())];
            return lines.FirstOrDefault(line => line.Contains("GLIBCXX", StringComparison.Ordinal)) is string old
                ? $"libtorch does not load, because the system's libstdc++ is older than that of GCC 13 ({old}); use a newer system, such as Debian 13 or Ubuntu 24.04"
                : $"libtorch does not load: {lines.LastOrDefault(line => line.Length > 0)}";
        }
    }

    private static string[] Elsewhere() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
        ? [.. Libraries.Select(library => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so")).Where(File.Exists)]
        : [];
}
