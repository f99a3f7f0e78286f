using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using MlCompare.Learners.Linear;
using MlCompare.MLNet.Trainers;

namespace MlCompare.Tests.MLNet;

/// <summary>A saved transformer is data: it names its learner's type, and brings neither code nor memory in.</summary>
public class SavedTypeTests
{
    private const string Saved = "MlCompare.Learners.Linear.LinearLearner, MlCompare.Learners";

    [Fact]
    public void A_type_that_a_model_names_brings_no_assembly_in()
    {
        const string Absent = "Microsoft.VisualBasic.Core";
        Assert.NotNull(Type.GetType(Saved));
        Assert.NotNull(TransformerFile.Find(Saved));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), loaded => loaded.GetName().Name == Absent);
        Assert.Null(TransformerFile.Find($"Microsoft.VisualBasic.Collection, {Absent}"));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), loaded => loaded.GetName().Name == Absent);
    }

    [Theory]
    [InlineData(Saved, null)]
    [InlineData("System.Text.StringBuilder, System.Private.CoreLib", "which this program does not have")]
    [InlineData("MlCompare.Learners.ILearner, MlCompare", "which this program does not have")]
    [InlineData("MlCompare.MLNet.Comparing.PipelineContestant, MlCompare.MLNet", "which this program does not have")]
    [InlineData("no type at all", "which this program does not have")]
    public void Only_a_learner_is_made(string type, string? why)
    {
        byte[] body = Body();
        byte[] named = [.. Text(type), .. body[Text(Saved).Length..]];
        string? said = Refusal(Entry(named, named.Length));
        Assert.True(why is null ? said is null : said?.Contains(why, StringComparison.Ordinal), said);

        static byte[] Text(string text) => [(byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
    }

    [Fact]
    public void What_breaks_off_lies_about_its_length_or_was_changed_is_refused_and_takes_no_memory()
    {
        byte[] body = Body();
        Assert.Null(Refusal(Entry(body, body.Length)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("breaks off", Refusal(Entry(body, int.MaxValue)), StringComparison.Ordinal);
        Assert.Contains("breaks off", Refusal(Entry(body[..^40], body.Length - 40)), StringComparison.Ordinal);
        Assert.Contains("no sound model", Refusal(Entry(body, -1)), StringComparison.Ordinal);
        byte[] changed = [.. body];
        changed[^20] ^= 1;
        Assert.Contains("checksum", Refusal(Entry(changed, changed.Length)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 16 << 20);
    }

    /// <summary>What an app sees of all that.</summary>
    [Fact]
    public void Model_load_tells_what_is_wrong_with_the_file()
    {
        MLContext context = new MLContext(1).AddMlCompare();
        using MemoryStream file = new();
        context.Model.Save(Model(context), TrainerTests.Points(context, 1).Schema, file);
        using (ZipArchive zip = new(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = Assert.Single(zip.Entries, entry => entry.FullName.EndsWith("Model.key", StringComparison.Ordinal) && entry.FullName.Contains("Transform", StringComparison.Ordinal));
            using Stream stream = entry.Open();
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            int model = bytes.AsSpan().IndexOf("MlCompareModel"u8);
            bytes[model + 80] ^= 1;
            stream.Position = 0;
            stream.Write(bytes);
        }

        file.Position = 0;
        Exception error = Assert.ThrowsAny<Exception>(() => context.Model.Load(file, out _));
        while (error is not InputException)
        {
            error = error.InnerException ?? throw new InvalidOperationException(error.ToString());
        }

        Assert.Contains("saved model:", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Body() => TransformerFile.Body(Model(new MLContext(1)));

    private static MlCompareTransformer Model(MLContext context) => context.BinaryClassification.Trainers.Learner(new LinearLearner(), "Inside", 1, "X").Fit(TrainerTests.Points(context, 40));

    private static byte[] Entry(byte[] body, int length) => [2, .. BitConverter.GetBytes(length), .. body];

    private static string? Refusal(byte[] entry)
    {
        using BinaryReader reader = new(new MemoryStream(entry));
        try
        {
            TransformerFile.Load(reader);
            return null;
        }
        catch (InputException refused)
        {
            return refused.Message;
        }
    }
}
