using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Native.Xgboost;
using MlCompare.Onnx;
using MlCompare.OnnxRuntime;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Onnx;

/// <summary>A learner fitted, written, loaded by ONNX Runtime, and compared.</summary>
internal static class RoundTrip
{
    public const double Tolerance = 1e-5;

    private static int folders;

    public static Catalog<ILearner> Learners { get; } = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly, typeof(XgboostLearner).Assembly);

    public static FittedModel Fit(string id, string options, (TrainingSet Train, FeatureTable Test, Labels TestLabels) problem)
    {
        ILearner learner = Learners.Get(id).With(JsonNode.Parse(options)!.AsObject());
        return new FittedModel(learner, learner.Fit(problem.Train, new FitContext(5)), problem.Test, problem.TestLabels);
    }

    public static void Same(Xunit.Abstractions.ITestOutputHelper output, string id, string options, (TrainingSet Train, FeatureTable Test, Labels TestLabels) problem)
    {
        if (EngineFactAttribute.Missing(Learners.Get(id).Engine) is not null)
        {
            return;
        }

        FittedModel model = Fit(id, options, problem);
        double difference = Difference(model, model, problem.Test);
        output.WriteLine(FormattableString.Invariant($"{id} {problem.TestLabels.Task} {problem.Test.Count} rows: {difference:0.0e+0}"));
        Assert.True(difference <= Tolerance, FormattableString.Invariant($"{id}: {difference}"));
    }

    /// <param name="written">What is written.</param>
    /// <param name="compared">What the file is compared with.</param>
    public static double Difference(FittedModel written, FittedModel compared, FeatureTable rows)
    {
        using TempFolder folder = new($"onnx-{Interlocked.Increment(ref folders)}");
        string path = Path.Combine(folder.Path, "model.onnx");
        using (FileStream stream = File.Create(path))
        {
            new OnnxExporter().Write(written, stream);
        }

        return ExportCheck.Run(new OnnxRuntimeCheck(), path, compared, rows).Difference;
    }
}
