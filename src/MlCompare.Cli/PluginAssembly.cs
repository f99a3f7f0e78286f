using System.Reflection;
using MlCompare.Learners;

namespace MlCompare.Cli;

/// <summary>An assembly of the user's own, whose learners take part. What is in it runs with all rights of the user: it is loaded where it was named on the command line, or allowed there.</summary>
internal static class PluginAssembly
{
    /// <exception cref="InputException">There is no such file, it is no assembly, or it has no learner.</exception>
    public static Assembly Load(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new InputException("no such file", $"plugin {path}", "name the dll of a class library that was built for .NET 10");
        }

        try
        {
            Assembly assembly = Assembly.LoadFrom(full);
            return Catalog.Scan<ILearner>(assembly).All.Count > 0
                ? assembly
                : throw new InputException(
                    "there is no learner in it", $"plugin {path}", "it needs a public class with a constructor without parameters that implements ILearner, or derives from PipelineContestant");
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or ReflectionTypeLoadException)
        {
            throw new InputException($"it cannot be loaded: {error.Message.Split('\n')[0].TrimEnd()}", $"plugin {path}", "build it for .NET 10 against this version of MlCompare, its dependencies beside it");
        }
    }
}
