using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.MLNet.Views;
using IPredictor = MlCompare.Learners.IPredictor;

namespace MlCompare.MLNet.Trainers;

/// <summary>What a saved transformer holds. A file is data: it brings no code in, and takes no more memory than a few times its length.</summary>
internal static class TransformerFile
{
    internal const byte Version = 2;
    private const int PieceBytes = 1 << 20;
    private const string Where = "saved model", Remedy = "save the model again";

    /// <summary>The libraries that this one was built with.</summary>
    private static readonly List<AssemblyName> Own =
        [.. typeof(TransformerFile).Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("MlCompare", StringComparison.Ordinal))];

    /// <summary>Numbered in files: new ones go to the end.</summary>
    private static readonly DataViewType[] NameTypes =
    [
        BooleanDataViewType.Instance, NumberDataViewType.Single, NumberDataViewType.Double, NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16,
        NumberDataViewType.UInt16, NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64, TextDataViewType.Instance,
    ];

    public static void Save(MlCompareTransformer transformer, ModelSaveContext context) => ModelEntry.Write(context, writer =>
    {
        byte[] body = Body(transformer);
        writer.Write(Version);
        writer.Write(body.Length);
        writer.Write(body);
    });

    /// <summary>Called by ML.NET through <see cref="ModelEntry"/>.</summary>
    public static ITransformer Load(BinaryReader stored)
    {
        try
        {
            // ML.NET's stream does not tell how much is left: what lies in memory does, and then no count can promise more than there is.
            FileFormat.Expect(stored, Version, "transformer of MlCompare");
            using MemoryStream body = new(Bytes(stored, stored.ReadInt32()), writable: false);
            return Read(body);
        }
        catch (Exception error) when (error is not (InputException or OutOfMemoryException))
        {
            throw new InputException($"this is no sound model of MlCompare ({error.Message})", Where, Remedy);
        }
    }

    /// <summary>
    /// A type of the program that is there, or of our own libraries: a file is data, and what it names must not bring other code in.
    /// </summary>
    internal static Type? Find(string type) => Type.GetType(type, Known, typeResolver: null, throwOnError: false);

    internal static byte[] Body(MlCompareTransformer transformer)
    {
        using MemoryStream body = new();
        using (BinaryWriter writer = new(body, Encoding.UTF8, leaveOpen: true))
        {
            Type learner = transformer.Learner.GetType();
            writer.Write($"{learner.FullName}, {learner.Assembly.GetName().Name}");
            writer.Write(transformer.Learner.Options.ToJsonString());
            Write(writer, transformer.Source.Columns);
            foreach (FeatureShape shape in transformer.Source.Shapes!)
            {
                writer.Write((int)shape.Kind);
                writer.Write(shape.Size);
            }

            writer.Write((int)transformer.Output.Task);
            Write(writer, [.. transformer.ClassNames]);
            writer.Write(Array.IndexOf(NameTypes, transformer.Output.NameType));
        }

        ModelFile.Write(body, transformer.Learner, transformer.Model);
        return body.ToArray();
    }

    internal static MlCompareTransformer Read(MemoryStream body)
    {
        using BinaryReader reader = new(body, Encoding.UTF8, leaveOpen: true);
        string type = reader.ReadString();
        ILearner learner = Find(type) is { IsAbstract: false } found && typeof(ILearner).IsAssignableFrom(found) && found.GetConstructor([]) is not null
            ? (ILearner)Activator.CreateInstance(found)!
            : throw new InputException($"the model was made by {type}, which this program does not have", Where, "reference the library of that learner, and name a type of it before the model is loaded");
        learner = learner.With(JsonNode.Parse(reader.ReadString())!.AsObject());
        string[] columns = Strings(reader);
        FeatureShape[] shapes = [.. columns.Select(_ => new FeatureShape((FeatureKind)reader.ReadInt32(), reader.ReadInt32()))];
        ModelOutput output = new((TaskKind)reader.ReadInt32(), [.. Strings(reader)], reader.ReadInt32() is >= 0 and var kind ? NameTypes[kind] : null);
        bool sound = columns.Length > 0 && shapes.All(shape => Enum.IsDefined(shape.Kind) && shape.Size > 0) && output.IsSound;
        IPredictor model = ModelFile.Read(body, Where, learner);
        return sound && body.Position == body.Length
            ? new MlCompareTransformer(learner, model, new FeatureSource(columns, shapes), output)
            : throw new InputException("this is no sound model of MlCompare (its columns or classes do not fit together)", Where, Remedy);
    }

    private static Assembly? Known(AssemblyName name) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded.GetName().Name == name.Name)
            ?? Own.Find(own => own.Name == name.Name) switch { { } own => Assembly.Load(own), _ => null };

    /// <summary>So many bytes, read piece by piece: a length that is a lie takes no memory.</summary>
    private static byte[] Bytes(BinaryReader reader, int length)
    {
        using MemoryStream whole = new();
        while (whole.Length < length)
        {
            byte[] piece = reader.ReadBytes((int)Math.Min(PieceBytes, length - whole.Length));
            if (piece.Length == 0)
            {
                throw new EndOfStreamException("the file breaks off");
            }

            whole.Write(piece);
        }

        return whole.ToArray();
    }

    private static void Write(BinaryWriter writer, string[] texts)
    {
        writer.Write(texts.Length);
        foreach (string text in texts)
        {
            writer.Write(text);
        }
    }

    private static string[] Strings(BinaryReader reader)
    {
        string[] texts = new string[NumberArrays.Count(reader)];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return texts;
    }
}
