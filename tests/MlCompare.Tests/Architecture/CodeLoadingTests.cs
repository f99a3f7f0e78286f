using System.Text.RegularExpressions;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Architecture;

/// <summary>Files are data: code comes from the program, and from a plugin that somebody asked for.</summary>
public partial class CodeLoadingTests
{
    /// <summary>
    /// A plugin that was asked for; a learner's type in a worker process, told by its parent; a job of a worker, told by its parent; our
    /// own libraries by the name that this build knows; ML.NET's classifier, from beside the assembly that asks.
    /// </summary>
    private static readonly string[] Places =
    [
        "src/MlCompare.Cli/PluginAssembly.cs",
        "src/MlCompare.MLNet/Trainers/TransformerFile.cs",
        "src/MlCompare.Native/Workers/WorkerHost.cs",
        "src/MlCompare.Torch/NasBert/NasBertContext.cs",
        "src/MlCompare/Studies/Isolation/TypeReference.cs",
    ];

    [Fact]
    public void Assemblies_are_loaded_in_known_places_only() => Assert.Equal(
        Places,
        Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Loads().IsMatch(File.ReadAllText(file))).Select(Repository.Relative).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Assembly.LoadFrom(path)", true)]
    [InlineData("Type.GetType(name)", true)]
    [InlineData("new BinaryFormatter()", true)]
    [InlineData("AssemblyLoadContext.Default.LoadFromAssemblyPath(path)", true)]
    [InlineData("value.GetType().Name, NativeLibrary.Load(file)", false)]
    public void What_loads_code_is_seen(string text, bool loads) => Assert.Equal(loads, Loads().IsMatch(text));

    [GeneratedRegex(@"\bAssembly\.(Load|LoadFrom|LoadFile|UnsafeLoadFrom)\(|\bType\.GetType\(|LoadFromAssemblyPath|LoadFromStream|BinaryFormatter|NetDataContractSerializer")]
    private static partial Regex Loads();
}
