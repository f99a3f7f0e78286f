using System.Reflection;
using System.Runtime.InteropServices;

namespace MlCompare.Native;

/// <summary>A C library that the machine may have: how it is found, and how it is added. Loaded in workers only.</summary>
/// <param name="Name">As in DllImport.</param>
/// <param name="Variable">Environment variable that names the file, or the folder that holds it.</param>
/// <param name="Files">Names that the platform's loader is asked for, in this order.</param>
/// <param name="Remedy">The command that adds it.</param>
internal sealed record NativeEngine(string Name, string Variable, string[] Files, string Remedy)
{
    public static NativeEngine Xgboost { get; } = new(
        "xgboost",
        "MLCOMPARE_XGBOOST",
        ["libxgboost.so", "libxgboost.so.0", "xgboost.dll", "libxgboost.dylib"],
        "add it with 'apt install libxgboost0', or 'pip install xgboost' and MLCOMPARE_XGBOOST=<the folder xgboost/lib of that package>");

    public static NativeEngine Libsvm { get; } = new(
        "svm",
        "MLCOMPARE_LIBSVM",
        ["libsvm.so", "libsvm.so.3", "libsvm.so.4", "libsvm.dll", "svm.dll", "libsvm.dylib"],
        "add it with 'apt install libsvm3' or 'brew install libsvm', or set MLCOMPARE_LIBSVM to the file");

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Loaded = new(StringComparer.Ordinal);

    static NativeEngine() => NativeLibrary.SetDllImportResolver(typeof(NativeEngine).Assembly, Resolve);

    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">There is none, or the one named does not load: one sentence.</exception>
    public nint Load()
    {
        lock (Gate)
        {
            if (!Loaded.TryGetValue(Name, out nint handle))
            {
                Loaded[Name] = handle = Open();
            }

            return handle;
        }
    }

    /// <summary>The file that was loaded, where the system tells; its name otherwise.</summary>
    public string LoadedFile()
    {
        const string Maps = "/proc/self/maps";
        string stem = Files[0][..Files[0].IndexOf('.', StringComparison.Ordinal)];
        string? mapped = File.Exists(Maps)
            ? File.ReadLines(Maps).Select(line => line[(line.LastIndexOf(' ') + 1)..]).FirstOrDefault(path => Path.GetFileName(path).StartsWith(stem, StringComparison.Ordinal))
            : null;
        return mapped ?? Environment.GetEnvironmentVariable(Variable) ?? stem;
    }

    private nint Open()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            IEnumerable<string> files = Directory.Exists(named) ? Files.Select(file => Path.Combine(named, file)).Where(File.Exists) : [named];
            return files.Select(TryLoad).FirstOrDefault(handle => handle != 0) is nint found and not 0
                ? found
                : throw new DllNotFoundException($"{Variable} names {named}, where no library loads; name the file or unset it, or {Remedy}");
        }

        return Files.Select(TryLoad).FirstOrDefault(handle => handle != 0) is nint usual and not 0
            ? usual
            : throw new DllNotFoundException($"the library lib{Name} was not found; {Remedy}");
    }

    private static nint TryLoad(string file) => NativeLibrary.TryLoad(file, out nint handle) ? handle : 0;

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) =>
        library == Xgboost.Name ? Xgboost.Load() : library == Libsvm.Name ? Libsvm.Load() : 0;
}
