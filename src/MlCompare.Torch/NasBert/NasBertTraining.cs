using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.TorchSharp;
using Microsoft.ML.TorchSharp.NasBert;

namespace MlCompare.Torch.NasBert;

/// <summary>From rows to ML.NET's classifier and from it to scores; runs inside <see cref="NasBertContext"/>.</summary>
internal static class NasBertTraining
{
    private const string Class = "Class", Label = "Label", Text = "Text", Score = "Score";

    /// <summary>A context that finds the weights, knows the classifier, and trains on a GPU where it is given one.</summary>
    public static MLContext Context(int seed, string? folder, int? gpu)
    {
        MLContext context = new(seed) { GpuDeviceId = gpu, FallbackToCpu = true };
        if (folder is not null)
        {
            context.TempFilePath = folder;
        }

        // Known by its name from here on: a model that is loaded does not look for the assembly as it lies on the disk.
        context.ComponentCatalog.RegisterAssembly(typeof(TextClassificationTrainer).Assembly);
        return context;
    }

    /// <summary>The trainer's own options.</summary>
    public static TextClassificationTrainer.TextClassificationOptions Arguments(NasBertOptions options) => new()
    {
        LabelColumnName = Label,
        Sentence1ColumnName = Text,
        ScoreColumnName = Score,
        MaxEpoch = options.Epochs,
        BatchSize = options.BatchSize,
        LearningRate = [options.LearningRate],
        WeightDecay = options.WeightDecay,
        Dropout = options.Dropout,
        AttentionDropout = options.Dropout,
        FreezeEncoder = options.FreezeEncoder,
    };

    /// <summary>The rows as ML.NET trains on them: a text, and a key whose value is the number of the class plus one.</summary>
    public static IDataView View(MLContext context, NasBertRequest request)
    {
        IDataView rows = context.Data.LoadFromEnumerable(request.Texts.Zip(request.Numbers, (text, number) => new Row { Text = text, Class = number }));
        IDataView keys = context.Data.LoadFromEnumerable(Enumerable.Range(0, request.Classes).Select(number => new Key { Class = number }));
        return context.Transforms.Conversion.MapValueToKey(Label, Class, keyData: keys).Fit(rows).Transform(rows);
    }

    /// <summary>The classifier in ML.NET's own format.</summary>
    public static byte[] Fit(MLContext context, NasBertRequest request)
    {
        IDataView view = View(context, request);
        // The head starts from numbers that are drawn before ML.NET sets its seed.
        TorchSharp.torch.random.manual_seed(request.Seed);
        using MemoryStream file = new();
        context.Model.Save(context.MulticlassClassification.Trainers.TextClassification(Arguments(request.Options)).Fit(view), view.Schema, file);
        return file.ToArray();
    }

    /// <summary>Scores of each text's classes, row by row.</summary>
    public static float[] Scores(MLContext context, ITransformer model, string[] texts)
    {
        IDataView scored = model.Transform(context.Data.LoadFromEnumerable(texts.Select(text => new Row { Text = text })));
        return [.. scored.GetColumn<float[]>(Score).SelectMany(row => row)];
    }

    private sealed class Row
    {
        public string Text { get; set; } = "";

        public int Class { get; set; }
    }

    private sealed class Key
    {
        public int Class { get; set; }
    }
}
