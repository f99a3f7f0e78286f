using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlCompare.MLNet.Trainers;

/// <summary>
/// The one place where ML.NET is opened from within: what writes an entry of a model file, and what finds the loader of one, are internal
/// there, and no public way carries a model of another library. Written for ML.NET 5; another version that lacks a member says so.
/// </summary>
internal static class ModelEntry
{
    private const string Loader = "MlCompareTransformer";

    /// <summary>Eight characters, by which ML.NET knows the kind of an entry.</summary>
    private const string Signature = "MLCOMPAR";

    private const uint Version = 0x00010001;

    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly Core = typeof(IHostEnvironment).Assembly;

    /// <summary>Writes header and content into the entry that ML.NET gave.</summary>
    public static void Write(ModelSaveContext context, Action<BinaryWriter> write)
    {
        object version = Activator.CreateInstance(
            Type("Microsoft.ML.Runtime.VersionInfo", "Microsoft.ML.VersionInfo"), Signature, Version, Version, Version, typeof(ModelEntry).Assembly.FullName, Loader, null)!;
        Method(typeof(ModelSaveContext), "SetVersionInfo").Invoke(context, [version]);
        write((BinaryWriter)Field(typeof(ModelSaveContext), "Writer").GetValue(context)!);
    }

    /// <summary>From now on the context finds the loader of such entries.</summary>
    public static void Register(MLContext context)
    {
        Type signature = Type("Microsoft.ML.SignatureLoadModel", "Microsoft.ML.Runtime.SignatureLoadModel");
        Type attribute = Type("Microsoft.ML.LoadableClassAttribute", "Microsoft.ML.Runtime.LoadableClassAttribute");
        ConstructorInfo declare = attribute.GetConstructor([typeof(Type), typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[])])
            ?? throw Lacks(attribute.Name);
        object declared = declare.Invoke([typeof(ITransformer), typeof(ModelEntry), null, signature, "MlCompare model", (string[])[Loader]]);
        Type info = typeof(ComponentCatalog).GetNestedType("LoadableClassInfo", Any) ?? throw Lacks("LoadableClassInfo");
        object loadable = info.GetConstructors(Any).Single(constructor => !constructor.IsStatic)
            .Invoke([declared, null, null, typeof(ModelEntry).GetMethod(nameof(Create), Any), true]);
        if (Method(typeof(ComponentCatalog), "FindClassCore").Invoke(
            context.ComponentCatalog, [Activator.CreateInstance(info.GetNestedType("Key", Any)!, Loader.ToLowerInvariant(), signature)]) is null)
        {
            Method(typeof(ComponentCatalog), "AddClass").Invoke(context.ComponentCatalog, [loadable, (string[])[Loader], true]);
        }
    }

    /// <summary>What ML.NET calls to load an entry.</summary>
    private static ITransformer Create(IHostEnvironment environment, object context) =>
        TransformerFile.Load((BinaryReader)Field(context.GetType(), "Reader").GetValue(context)!);

    private static Type Type(params string[] names) => names.Select(name => Core.GetType(name)).FirstOrDefault(type => type is not null) ?? throw Lacks(names[0]);

    private static MethodInfo Method(Type type, string name) => type.GetMethod(name, Any) ?? throw Lacks($"{type.Name}.{name}");

    private static FieldInfo Field(Type type, string name) => type.GetField(name, Any) ?? throw Lacks($"{type.Name}.{name}");

    private static NotSupportedException Lacks(string member) =>
        new($"This version of ML.NET ({Core.GetName().Version}) has no {member}, which saving and loading MlCompare's models needs; use version 5.0.");
}
