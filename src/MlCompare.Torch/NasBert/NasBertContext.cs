using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace MlCompare.Torch.NasBert;

/// <summary>
/// A room in which ML.NET's classifier gets on with this TorchSharp: its assembly is loaded here as <see cref="NasBertRepair"/> leaves it, this
/// assembly a second time to be bound to that one, and everything else is shared with the rest of the process.
/// </summary>
internal sealed class NasBertContext() : AssemblyLoadContext(RoomName)
{
    private const string RoomName = "NAS-BERT", Classifier = "Microsoft.ML.TorchSharp";

    private static readonly Assembly Own = typeof(NasBertContext).Assembly;
    private static readonly Lazy<Assembly> Inside = new(() => new NasBertContext().LoadFromAssemblyName(Own.GetName()));

    private static string Folder => Path.GetDirectoryName(Own.Location)!;

    public static string ClassifierFile => Path.Combine(Folder, $"{Classifier}.dll");

    /// <summary>Whether the code that asks runs in the room.</summary>
    public static bool IsHere => GetLoadContext(Own)?.Name == RoomName;

    /// <summary>Of the classifier's package, for people.</summary>
    public static string Version => FileVersionInfo.GetVersionInfo(ClassifierFile).ProductVersion?.Split('+')[0] ?? "";

    /// <summary>The classifier's assembly as it is in the room.</summary>
    public static Assembly ClassifierAssembly => GetLoadContext(Inside.Value)!.LoadFromAssemblyName(new AssemblyName(Classifier));

    /// <summary>A type of this assembly as it is in the room, seen as something that both share.</summary>
    public static T Create<T>(Type type) => (T)Activator.CreateInstance(Inside.Value.GetType(type.FullName!, throwOnError: true)!)!;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Own.GetName().Name)
        {
            return LoadFromAssemblyPath(Own.Location);
        }

        if (assemblyName.Name == Classifier)
        {
            using MemoryStream repaired = new(NasBertRepair.Repaired(File.ReadAllBytes(ClassifierFile)));
            return LoadFromStream(repaired);
        }

        // A worker has been started for another program and is not told what lies beside this assembly. LoadFrom, so that what that needs is found beside it too.
        string beside = Path.Combine(Folder, $"{assemblyName.Name}.dll");
        return Default.Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == assemblyName.Name) ?? (File.Exists(beside) ? Assembly.LoadFrom(beside) : null);
    }
}
