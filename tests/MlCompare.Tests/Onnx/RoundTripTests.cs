using MlCompare.Data;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Onnx;

/// <summary>Every learner that can be expressed: written, loaded by ONNX Runtime, and compared on 10,000 rows.</summary>
public class RoundTripTests(Xunit.Abstractions.ITestOutputHelper output)
{
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
    [InlineData("conv-kernel", """{"filters":8}""")]
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

    [OnnxFact]
    public void A_class_that_training_never_saw_keeps_its_share()
    {
        (TrainingSet train, FeatureTable test, Labels labels) = MixedTable.Of(4);
        int[] few = [.. Enumerable.Range(0, train.Count).Where(row => train.Labels.Classes[row] % 2 == 1)];
        TrainingSet without = new(train.Features.Select(few), train.Labels.Select(few));
        Same("boosting", """{"maxRounds":20}""", (without, test, labels));
        Same("linear", "{}", (without, test, labels));
    }

    private void Same(string id, string options, (TrainingSet Train, FeatureTable Test, Labels TestLabels) problem) => RoundTrip.Same(output, id, options, problem);
}
