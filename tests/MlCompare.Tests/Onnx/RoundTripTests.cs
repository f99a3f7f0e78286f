using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Native.Xgboost;
using MlCompare.Onnx;
using MlCompare.OnnxRuntime;
using MlCompare.Studies;
using MlCompare.Testing;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Onnx;

/// <summary>Every learner that can be expressed: written, loaded by ONNX Runtime, and compared on 10,000 rows.</summary>
public class RoundTripTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const double Tolerance = 1e-5;

    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly, typeof(XgboostLearner).Assembly);

    /// <summary>Learner, and options that keep the fit short; what is tested is the file, not the accuracy.</summary>
    public static TheoryData<string, string> Tables() => new()
    {
        { "constant", "{}" },
        { "linear", "{}" },
        { "boosting", """{"maxRounds":60}""" },
        { "random-forest", """{"trees":20}""" },
        { "extra-trees", """{"trees":20}""" },
        { "mlp", """{"epochs":3,"members":2}""" },
        { "real-mlp", """{"epochs":3}""" },
        { "tabm", """{"epochs":3}""" },
        { "tab-resnet", """{"epochs":3}""" },
        { "ft-transformer", """{"epochs":1}""" },
        { "xgboost", "{}" },
        { "libsvm", "{}" },
        { "kernel-ridge", """{"shape":"laplace"}""" },
        { "kernel-ridge", """{"shape":"gaussian"}""" },
        { "kernel-ridge", """{"shape":"matern32"}""" },
        { "kernel-ridge", """{"shape":"polynomial","degree":3}""" },
        { "ntk", """{"depth":2}""" },
        { "anova-kernel", "{}" },
        { "feature-machine", "{}" },
    };

    [OnnxTheory]
    [MemberData(nameof(Tables))]
    public void Numbers_come_out_the_same(string learner, string options) => Same(learner, options, MixedTable.Of(1));

    [OnnxTheory]
    [MemberData(nameof(Tables))]
    public void Two_classes_come_out_the_same(string learner, string options) => Same(learner, options, MixedTable.Of(2));

    [OnnxTheory]
    [MemberData(nameof(Tables))]
    [Trait("Category", "Slow")]
    public void Four_classes_come_out_the_same(string learner, string options) => Same(learner, options, MixedTable.Of(4));

    /// <summary>The library takes a minute for a linear machine of so many indicators.</summary>
    [OnnxTheory]
    [Trait("Category", "Slow")]
    [InlineData(1)]
    [InlineData(2)]
    public void Linear_machines_come_out_the_same(int classes) => Same("libsvm", """{"shape":"linear"}""", MixedTable.Of(classes));

    [OnnxTheory]
    [InlineData("conv", """{"epochs":2,"depth":2}""")]
    [InlineData("mlp", """{"epochs":2,"members":1}""")]
    [InlineData("linear", "{}")]
    [InlineData("boosting", """{"maxRounds":20}""")]
    [InlineData("kernel-ridge", "{}")]
    public void Classes_of_images_come_out_the_same(string learner, string options)
    {
        Problem problem = Problems.Images(MixedTable.TestRows);
        Same(learner, options, (problem.Train, problem.Test, problem.TestLabels));
    }

    /// <summary>Rows that are training rows: √ of a distance that should be 0 is where a kernel machine is most sensitive to rounding.</summary>
    [OnnxTheory]
    [InlineData("kernel-ridge", """{"shape":"laplace","ridge":1e-5}""")]
    [InlineData("kernel-ridge", """{"shape":"matern52","ridge":1e-5}""")]
    [InlineData("ntk", """{"ridge":1e-5}""")]
    [InlineData("anova-kernel", """{"shape":"laplace","ridge":1e-5}""")]
    [InlineData("feature-machine", "{}")]
    public void Training_rows_come_out_the_same(string learner, string options)
    {
        (TrainingSet train, _, _) = MixedTable.Of(1);
        Same(learner, options, (train, train.Features, train.Labels));
    }

    [Theory]
    [InlineData("conv-kernel", "in patches")]
    [InlineData("linear", "is text")]
    [InlineData("boosting", "is text")]
    [InlineData("kernel-ridge", "is text")]
    [InlineData("boosting", "holds sounds")]
    [InlineData("linear", "holds sounds")]
    public void What_has_no_words_in_onnx_says_so_in_one_line(string id, string part)
    {
        Problem problem = part == "in patches" ? Problems.Images() : part == "holds sounds" ? Problems.Sounds() : Problems.Texts();
        ILearner learner = Learners.Get(id);
        FittedModel model = new(learner, learner.Fit(problem.Train, new FitContext(1)), problem.Test, problem.TestLabels);
        InputException refusal = Assert.Throws<InputException>(() => new OnnxExporter().Write(model, new MemoryStream()));
        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [OnnxFact]
    public void A_class_that_training_never_saw_keeps_its_share()
    {
        (TrainingSet train, FeatureTable test, Labels labels) = MixedTable.Of(4);
        int[] few = [.. Enumerable.Range(0, train.Count).Where(row => train.Labels.Classes[row] % 2 == 1)];
        TrainingSet without = new(train.Features.Select(few), train.Labels.Select(few));
        Same("boosting", """{"maxRounds":20}""", (without, test, labels));
        Same("linear", "{}", (without, test, labels));
    }

    [OnnxFact]
    public void A_changed_file_is_found_out()
    {
        (TrainingSet train, FeatureTable test, Labels labels) = MixedTable.Of(1);
        ILearner learner = Learners.Get("linear");
        FittedModel model = new(learner, learner.Fit(train, new FitContext(1)), test, labels);
        FittedModel other = model with { Model = learner.Fit(train with { Labels = Labels.OfValues([.. train.Labels.Values.Select(value => value * 1.0001)]) }, new FitContext(1)) };
        Assert.True(Difference(other, model, test) > Tolerance);
        Assert.True(Difference(model, model, test) <= Tolerance);
    }

    private void Same(string id, string options, (TrainingSet Train, FeatureTable Test, Labels TestLabels) problem)
    {
        if (EngineFactAttribute.Missing(Learners.Get(id).Engine) is not null)
        {
            return;
        }

        ILearner learner = Learners.Get(id).With(JsonNode.Parse(options)!.AsObject());
        FittedModel model = new(learner, learner.Fit(problem.Train, new FitContext(5)), problem.Test, problem.TestLabels);
        double difference = Difference(model, model, problem.Test);
        output.WriteLine(FormattableString.Invariant($"{id} {problem.TestLabels.Task} {problem.Test.Count} rows: {difference:0.0e+0}"));
        Assert.True(difference <= Tolerance, FormattableString.Invariant($"{id}: {difference}"));
    }

    /// <param name="written">What is written.</param>
    /// <param name="compared">What the file is compared with.</param>
    private static double Difference(FittedModel written, FittedModel compared, FeatureTable rows, [System.Runtime.CompilerServices.CallerMemberName] string caller = "")
    {
        using TempFolder folder = new($"onnx-{written.Learner.Id}-{written.Labels.ClassCount}-{caller}");
        string path = Path.Combine(folder.Path, "model.onnx");
        using (FileStream stream = File.Create(path))
        {
            new OnnxExporter().Write(written, stream);
        }

        return ExportCheck.Run(new OnnxRuntimeCheck(), path, compared, rows).Difference;
    }
}
