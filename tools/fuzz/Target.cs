using System.Text;
using MlCompare.Data;
using MlCompare.Data.Files;
using MlCompare.Datasets;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Fuzz;

/// <summary>One kind of file: sound examples, and the code that reads it.</summary>
/// <param name="Read">Reads a file's bytes as the program does; the path is one of a folder of its own.</param>
/// <param name="Seal">Makes checksums fit again after a change, so that what lies behind them is reached; null where there are none.</param>
internal sealed record Target(string Id, IReadOnlyList<byte[]> Seeds, Action<byte[], string> Read, Func<byte[], byte[]>? Seal = null)
{
    public static IReadOnlyList<Target> All(string folder) =>
    [
        new("csv", Csv(), (bytes, path) => ReadTable(bytes, Path.Combine(path, "table.csv"))),
        new("idx", Idx(), (bytes, _) => MlCompare.Data.Images.IdxReader.ReadImages(InputFile.Of("images", bytes))),
        new("png", Png(), (bytes, _) => ReadImage(bytes, "image.png"), Seals.Png),
        .. MlCompare.Data.Images.TurboJpeg.Shared.Name is null ? [] : (Target[])[new("jpg", [JpegFile.Colours, JpegFile.Grey, JpegFile.Progressive], (bytes, _) => ReadImage(bytes, "image.jpg"))],
        new("wav", Wav(), (bytes, _) => MlCompare.Data.Audio.WaveReader.Read(bytes, "sound.wav")),
        new("archive", ArchiveFile.Seeds(), (bytes, path) => ArchiveFile.Read(bytes, path)),
        new("manifest", Manifests(), (bytes, _) => ManifestJson.Parse(Encoding.UTF8.GetString(bytes), "manifest.json")),
        new("schema", [.. Schemas.Select(Encoding.UTF8.GetBytes)], (bytes, _) => MlCompare.Data.Tables.SchemaFile.Read(InputFile.Of("schema.json", bytes))),
        new("study", [Written(folder, path => StudyFile.Write(SmallStudy.Plan, path))], ReadStudy),
        new("results", [SmallStudy.Results(Path.Combine(folder, "seed"))], ReadResults, Seals.Results),
        .. TransformerSeeds.Targets(),
        .. SmallStudy.Models().Select(model => new Target($"model-{model.Learner.Id}", [model.Bytes], (bytes, _) => ReadModel(model.Learner, model.Features, bytes))),
    ];

    private static readonly string[] Schemas =
    [
        """{ "label": "y", "task": "binary", "columns": { "a": "numeric", "b": "categorical" } }""",
        """{ "label": "price", "columns": { "when": "date" }, "delimiter": ";", "header": true }""",
    ];

    private static void ReadTable(byte[] bytes, string path)
    {
        File.WriteAllBytes(path, bytes);
        DatasetReader.Read(path);
    }

    /// <summary>Header first, as a folder is read, then the pixels.</summary>
    private static void ReadImage(byte[] bytes, string name)
    {
        InputFile file = InputFile.Of(name, bytes);
        MlCompare.Data.Images.ImageDecoder.Shape(bytes, file);
        MlCompare.Data.Images.ImageDecoder.Decode(bytes, file);
    }

    private static void ReadStudy(byte[] bytes, string folder)
    {
        string path = Path.Combine(folder, "study.json");
        File.WriteAllBytes(path, bytes);
        StudyFile.Read(path);
    }

    private static void ReadResults(byte[] bytes, string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, ResultStore.ResultsName), bytes);
        StudyFile.Write(SmallStudy.Plan, Path.Combine(folder, ResultStore.StudyName));
        ResultStore.Read(folder);
    }

    /// <summary>Under a checksum that fits: somebody who means harm would write one.</summary>
    private static void ReadModel(ILearner learner, FeatureTable features, byte[] bytes)
    {
        using MemoryStream stream = new();
        ModelFile.Write(stream, learner, new Body(bytes));
        stream.Position = 0;
        IPredictor model = ModelFile.Read(stream, "model", learner);
        try
        {
            model.Predict(features);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or InputException))
        {
            // A model that means harm may answer wrongly, or not; it must not read what is not its own.
            throw new InputException("the model does not predict", "model", error.GetType().Name);
        }
    }

    /// <summary>Bytes that say they are a model.</summary>
    private sealed class Body(byte[] bytes) : IPredictor
    {
        public Prediction Predict(FeatureTable features) => throw new NotSupportedException();

        public void Save(BinaryWriter writer) => writer.Write(bytes);
    }

    private static byte[] Written(string folder, Action<string> write)
    {
        string path = Path.Combine(folder, "seed.bin");
        write(path);
        return File.ReadAllBytes(path);
    }

    private static byte[][] Csv() =>
    [
        Encoding.UTF8.GetBytes("id,height,colour,when,label\n" + string.Concat(Enumerable.Range(0, 30).Select(i =>
            FormattableString.Invariant($"{i},{i * 0.37:0.00},{(i % 3 == 0 ? "red" : "\"dark, \"\"blue\"\"\"")},2020-01-{i % 28 + 1:00},{(i % 2 == 0 ? "yes" : "no")}\n")))),
        Encoding.UTF8.GetBytes("a;b;y\r\n" + string.Concat(Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($"{i};{(i % 4 == 0 ? "NA" : "-1,5")};{i * 2}\r\n")))),
    ];

    private static byte[][] Idx()
    {
        byte[] bytes = [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 6, .. Enumerable.Range(0, 4 * 5 * 6).Select(i => (byte)i)];
        using MemoryStream zipped = new();
        using (System.IO.Compression.GZipStream gzip = new(zipped, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return [bytes, zipped.ToArray()];
    }

    private static byte[][] Wav()
    {
        static byte[] Of(short bits, short channels)
        {
            int count = 200 * channels * bits / 8;
            using MemoryStream stream = new();
            using BinaryWriter writer = new(stream);
            writer.Write("RIFF"u8);
            writer.Write(36 + count);
            writer.Write("WAVEfmt "u8);
            writer.Write(16);
            writer.Write((short)1);
            writer.Write(channels);
            writer.Write(8000);
            writer.Write(8000 * channels * bits / 8);
            writer.Write((short)(channels * bits / 8));
            writer.Write(bits);
            writer.Write("data"u8);
            writer.Write(count);
            writer.Write([.. Enumerable.Range(0, count).Select(i => (byte)(i * 7))]);
            return stream.ToArray();
        }

        return [Of(16, 1), Of(8, 2), Of(24, 1)];
    }

    private static byte[][] Png() =>
    [
        new PngFile(9, 7, 8, 2).Encode((x, y, c) => (x * 31 + y * 7 + c) & 255),
        new PngFile(8, 8, 4, 3) { Palette = [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))] }.Encode((x, y, _) => (x + y) & 15),
        new PngFile(13, 11, 16, 6, Interlaced: true).Encode((x, y, c) => (x * 3000 + y * 11 + c) & 65535),
        new PngFile(6, 6, 1, 0).Encode((x, y, _) => (x + y) & 1),
    ];

    private static byte[][] Manifests()
    {
        System.Reflection.Assembly assembly = typeof(ManifestJson).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith("datasets/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(8).Select(name =>
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using MemoryStream copy = new();
            stream.CopyTo(copy);
            return copy.ToArray();
        })];
    }
}
