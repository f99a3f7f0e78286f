using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Learners;

namespace MlCompare.OnnxRuntime;

/// <summary>A file in ONNX Runtime: columns in, predictions out.</summary>
internal static class OnnxFile
{
    // Rows at a time: the intermediate results of a kernel machine take rows × training rows, of one on texts rows × all terms of the training rows.
    private const int MostRows = 250, MostTexts = 16;

    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <exception cref="InputException">ONNX Runtime refuses the file.</exception>
    public static Prediction Predict(string path, FittedModel model, FeatureTable rows)
    {
        try
        {
            using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            using InferenceSession session = new(path, options);
            int columns = model.Labels.Task == TaskKind.Regression ? 1 : model.Labels.ClassCount;
            double[] values = new double[rows.Count * columns];
            int batchRows = rows.Columns.OfType<TextColumn>().Any() ? MostTexts : MostRows;
            for (int first = 0; first < rows.Count; first += batchRows)
            {
                FeatureTable batch = rows.Select(Enumerable.Range(first, Math.Min(batchRows, rows.Count - first)).ToArray());
                Run(session, model, batch, values.AsSpan(first * columns, batch.Count * columns));
            }

            return new Prediction(values, columns);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InputException($"ONNX Runtime refuses the file ({error.Message.ReplaceLineEndings(" ")})", path, "report this with the command that wrote the file");
        }
    }

    private static void Run(InferenceSession session, FittedModel model, FeatureTable rows, Span<double> values)
    {
        NamedOnnxValue[] inputs = [.. session.InputMetadata.Keys.Select(name =>
            Tensor(rows.Columns.FirstOrDefault(column => column.Name == name) ?? throw new InputException($"there is no column '{name}'", "features", "give all columns of training")))];
        string prefix = model.Labels.Task == TaskKind.Regression ? "variable" : "probabilities";
        string output = session.OutputNames.First(name => name.StartsWith(prefix, StringComparison.Ordinal));
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(inputs, session.OutputNames);
        DenseTensor<float> found = results.First(result => result.Name == output).AsTensor<float>().ToDenseTensor();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = found.Buffer.Span[i];
        }

        if (prefix == "probabilities")
        {
            CheckLabels([.. results.First(result => result.Name.StartsWith("label", StringComparison.Ordinal)).AsEnumerable<string>()], model, values);
        }
    }

    /// <summary>The label must be the class of the largest probability.</summary>
    private static void CheckLabels(string[] labels, FittedModel model, ReadOnlySpan<double> values)
    {
        int classes = model.Labels.ClassCount;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<double> shares = values.Slice(row * classes, classes);
            int said = model.Labels.ClassNames.IndexOf(labels[row]);
            if (said < 0 || !(shares[said] >= System.Numerics.Tensors.TensorPrimitives.Max(shares)))
            {
                throw new InputException($"row {row + 1} has the label '{labels[row]}', which is not its likeliest class", "exported file", "report this; the file is not to be used");
            }
        }
    }

    private static NamedOnnxValue Tensor(Column column) => column switch
    {
        NumericColumn numbers => NamedOnnxValue.CreateFromTensor(column.Name, new DenseTensor<float>(numbers.Values, [column.Count, 1])),
        CategoricalColumn categories => NamedOnnxValue.CreateFromTensor(
            column.Name, new DenseTensor<string>(categories.Codes.Select(code => code < 0 ? "" : categories.Levels[code]).ToArray(), [column.Count, 1])),
        TextColumn texts => NamedOnnxValue.CreateFromTensor(column.Name, new DenseTensor<string>(texts.Values.Select(text => text ?? "").ToArray(), [column.Count, 1])),
        ImageColumn images => NamedOnnxValue.CreateFromTensor(
            column.Name, new DenseTensor<float>(images.Pixels.SelectMany(pixels => pixels).ToArray(), [column.Count, images.Height, images.Width, images.Channels])),
        WaveformColumn sounds => NamedOnnxValue.CreateFromTensor(column.Name, SideBySide([.. sounds.Samples])),
        _ => throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}."),
    };

    /// <summary>Shorter sounds end in NaN.</summary>
    private static DenseTensor<float> SideBySide(float[][] waves)
    {
        int longest = waves.Max(wave => wave.Length);
        float[] samples = new float[waves.Length * longest];
        Array.Fill(samples, float.NaN);
        for (int row = 0; row < waves.Length; row++)
        {
            waves[row].CopyTo(samples, row * longest);
        }

        return new DenseTensor<float>(samples, [waves.Length, longest]);
    }
}
