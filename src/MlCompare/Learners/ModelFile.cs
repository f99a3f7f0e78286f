using System.Security.Cryptography;

namespace MlCompare.Learners;

/// <summary>
/// Fitted models as files: a mark, the format, the learner's id, and what <see cref="IPredictor.Save"/> wrote with its length and SHA-256.
/// A model is data and never code: reading one runs nothing that stands in it.
/// </summary>
public static class ModelFile
{
    private const byte Format = 1;

    private static ReadOnlySpan<byte> Mark => "MlCompareModel"u8;

    public static void Write(Stream stream, ILearner learner, IPredictor model)
    {
        using MemoryStream body = new();
        using (BinaryWriter inner = new(body, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            model.Save(inner);
        }

        using BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(Format);
        writer.Write(learner.Id);
        writer.Write(body.Length);
        writer.Write(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
        writer.Write(body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    /// <summary>Reads a model of any of the learners.</summary>
    /// <param name="name">What to call the file in a message.</param>
    /// <exception cref="InputException">It is no model, damaged, or of a learner that is not here.</exception>
    public static IPredictor Read(Stream stream, string name, Catalog<ILearner> learners) =>
        Read(stream, name, id => learners.TryGet(id, out ILearner learner)
            ? learner
            : throw new InputException($"the model was made by learner '{id}', which is not here", name, "add the package that has it"));

    /// <summary>Reads a model of the learner.</summary>
    /// <inheritdoc cref="Read(Stream, string, Catalog{ILearner})"/>
    public static IPredictor Read(Stream stream, string name, ILearner learner) =>
        Read(stream, name, id => id == learner.Id ? learner : throw new InputException($"the model was made by learner '{id}', not by '{learner.Id}'", name, "read it with that learner"));

    private static IPredictor Read(Stream stream, string name, Func<string, ILearner> find)
    {
        const string Remedy = "save the model again";
        try
        {
            using BinaryReader reader = new(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            if (!reader.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark))
            {
                throw new InputException("this is no model that mlcompare saved", name, "name a file that ModelFile.Write wrote");
            }

            byte format = reader.ReadByte();
            if (format != Format)
            {
                throw new InputException($"the model was saved in format {format}; this program reads format {Format}", name, "use the version that saved it");
            }

            ILearner learner = find(reader.ReadString());
            long length = reader.ReadInt64();
            byte[] hash = reader.ReadBytes(SHA256.HashSizeInBytes);
            if (length < 0 || length > Array.MaxLength || (stream.CanSeek && length > stream.Length - stream.Position))
            {
                throw new InputException("the file breaks off", name, Remedy);
            }

            byte[] body = reader.ReadBytes((int)length);
            if (body.Length != length || !SHA256.HashData(body).AsSpan().SequenceEqual(hash))
            {
                throw new InputException(body.Length != length ? "the file breaks off" : "the model was changed after it was saved (its checksum does not fit)", name, Remedy);
            }

            using MemoryStream whole = new(body, writable: false);
            using BinaryReader inner = new(whole);
            IPredictor model = learner.Load(inner);
            return whole.Position == whole.Length ? model : throw new InputException("more stands in the file than the model", name, Remedy);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException or FormatException or ArgumentException or ArithmeticException
            or IndexOutOfRangeException or InvalidCastException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"this is no sound model ({error.Message.ReplaceLineEndings(" ")})", name, Remedy);
        }
    }
}
