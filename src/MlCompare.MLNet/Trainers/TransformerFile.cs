using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.MLNet.Views;

namespace MlCompare.MLNet.Trainers;

/// <summary>What a saved transformer holds.</summary>
internal static class TransformerFile
{
    private const byte Version = 1;

    /// <summary>The libraries that this one was built with.</summary>
    private static readonly List<AssemblyName> Own =
        [.. typeof(TransformerFile).Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("MlCompare", StringComparison.Ordinal))];

    /// <summary>Numbered in files: new ones go to the end. Texts need none.</summary>
    private static readonly DataViewType[] NameTypes =
    [
        BooleanDataViewType.Instance, NumberDataViewType.Single, NumberDataViewType.Double, NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16,
        NumberDataViewType.UInt16, NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
    ];

    public static void Save(MlCompareTransformer transformer, ModelSaveContext context) => ModelEntry.Write(context, writer =>
    {
        writer.Write(Version);
        Type learner = transformer.Learner.GetType();
        writer.Write($"{learner.FullName}, {learner.Assembly.GetName().Name}");
        writer.Write(transformer.Learner.Options.ToJsonString());
        Write(writer, transformer.Source.Columns);
        Write(writer, transformer.Source.Texts ?? []);
        writer.Write((transformer.FeatureColumnType as VectorDataViewType)?.Size ?? 0);
        writer.Write((int)transformer.Output.Task);
        Write(writer, [.. transformer.Output.ClassNames]);
        writer.Write(Array.IndexOf(NameTypes, transformer.Output.NameType));
        transformer.Model.Save(writer);
    });

    /// <summary>Called by ML.NET through <see cref="ModelEntry"/>.</summary>
    public static ITransformer Load(BinaryReader stored)
    {
        // The model's arrays are read from the stream underneath, which ML.NET's own reader would have read ahead of.
        using BinaryReader reader = new(stored.BaseStream, Encoding.UTF8, leaveOpen: true);
        FileFormat.Expect(reader, Version, "transformer of MlCompare");
        string type = reader.ReadString();
        ILearner learner = Find(type) is Type found && typeof(ILearner).IsAssignableFrom(found)
            ? (ILearner)Activator.CreateInstance(found)!
            : throw new InputException($"the model was made by {type}, which this program does not have", "saved model", "reference the library of that learner");
        learner = learner.With(JsonNode.Parse(reader.ReadString())!.AsObject());
        FeatureSource source = new(Read(reader), Read(reader));
        int size = reader.ReadInt32();
        ModelOutput output = new((TaskKind)reader.ReadInt32(), [.. Read(reader)], reader.ReadInt32() is >= 0 and var kind && kind < NameTypes.Length ? NameTypes[kind] : null);
        DataViewType features = size > 0 ? new VectorDataViewType(NumberDataViewType.Single, size) : NumberDataViewType.Single;
        return new MlCompareTransformer(learner, learner.Load(reader), source, features, output);
    }

    /// <summary>
    /// A type of the program that is there, or of our own libraries: a file is data, and what it names must not bring other code in.
    /// </summary>
    internal static Type? Find(string type) => Type.GetType(type, Known, typeResolver: null, throwOnError: false);

    private static Assembly? Known(AssemblyName name) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded.GetName().Name == name.Name)
            ?? Own.Find(own => own.Name == name.Name) switch { { } own => Assembly.Load(own), _ => null };

    private static void Write(BinaryWriter writer, string[] texts)
    {
        writer.Write(texts.Length);
        foreach (string text in texts)
        {
            writer.Write(text);
        }
    }

    private static string[] Read(BinaryReader reader)
    {
        string[] texts = new string[reader.ReadInt32()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return texts;
    }
}
