using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Testing;

namespace MlCompare.Tests.Onnx;

/// <summary>Texts are cut by the file as by the model, whatever stands in them.</summary>
public class TextTests(Xunit.Abstractions.ITestOutputHelper output)
{
    /// <summary>Learner, and options that keep the fit short.</summary>
    public static TheoryData<string, string> Terms() => new()
    {
        { "constant", "{}" },
        { "linear", "{}" },
        { "boosting", """{"maxRounds":40}""" },
        { "random-forest", """{"trees":10}""" },
        { "xgboost", "{}" },
        { "libsvm", "{}" },
        { "libsvm", """{"shape":"linear"}""" },
        { "mlp", """{"epochs":2,"members":2}""" },
        { "kernel-ridge", """{"shape":"gaussian"}""" },
        { "ntk", "{}" },
        { "anova-kernel", "{}" },
        { "text-embedding", """{"epochs":2,"longestText":60}""" },
        { "text-embedding", """{"epochs":2}""" },
        { "text-conv", """{"epochs":1}""" },
        { "text-transformer", """{"epochs":1,"longestText":30}""" },
        { "gru", """{"epochs":1,"units":16}""" },
        { "echo-state", """{"units":32}""" },
    };

    [OnnxTheory]
    [MemberData(nameof(Terms))]
    public void Odd_texts_come_out_the_same(string learner, string options) => Same(learner, options, OddTexts.Classes());

    /// <summary>Texts beside numbers that are often missing.</summary>
    [OnnxTheory]
    [InlineData("linear", "{}")]
    [InlineData("boosting", """{"maxRounds":20}""")]
    [InlineData("libsvm", "{}")]
    [InlineData("mlp", """{"epochs":2}""")]
    [InlineData("tabm", """{"epochs":1}""")]
    [InlineData("ft-transformer", """{"epochs":1}""")]
    [InlineData("kernel-ridge", """{"shape":"laplace"}""")]
    [InlineData("ntk", "{}")]
    [InlineData("anova-kernel", "{}")]
    public void Tables_with_texts_come_out_the_same(string learner, string options) => Same(learner, options, OddTexts.Table());

    [OnnxTheory]
    [MemberData(nameof(Terms))]
    [Trait("Category", "Slow")]
    public void Many_texts_come_out_the_same(string learner, string options) => Same(learner, options, OddTexts.Many(10_000));

    /// <summary>Letters, marks and white space, upper case and lower case, as .NET has them. Slow: those of the scripts of the east and beyond the basic plane, too.</summary>
    [OnnxTheory]
    [InlineData(0, 0x2100)]
    public void Every_character_counts_as_in_the_model(int from, int end) => EveryCharacter(from, end);

    [OnnxTheory]
    [InlineData(0x2100, 0x10000)]
    [InlineData(0x10000, 0x110000)]
    [Trait("Category", "Slow")]
    public void Every_other_character_counts_as_in_the_model(int from, int end) => EveryCharacter(from, end);

    [OnnxFact]
    public void Rows_without_any_text_come_out_the_same()
    {
        Problem problem = OddTexts.Classes();
        FeatureTable none = new(Modality.Text, [new TextColumn("text", ["", null, ""])]), blank = new(Modality.Text, [new TextColumn("text", [" ", "\n"])]);
        foreach ((string learner, string options) in ((string, string)[])[("linear", "{}"), ("boosting", "{}"), ("text-conv", """{"epochs":1}"""), ("text-embedding", """{"epochs":1}"""), ("gru", """{"epochs":1}"""), ("text-transformer", """{"epochs":1}""")])
        {
            FittedModel model = RoundTrip.Fit(learner, options, (problem.Train, problem.Test, problem.TestLabels));
            Assert.True(RoundTrip.Difference(model, model, none) <= RoundTrip.Tolerance);
            Assert.True(RoundTrip.Difference(model, model, blank) <= RoundTrip.Tolerance);
        }
    }

    private static void EveryCharacter(int from, int end)
    {
        Problem problem = OddTexts.Classes();
        FeatureTable rows = OddTexts.Characters(from, end, 64);
        foreach (string learner in (string[])["linear", "echo-state"])
        {
            FittedModel model = RoundTrip.Fit(learner, "{}", (problem.Train, problem.Test, problem.TestLabels));
            Assert.True(RoundTrip.Difference(model, model, rows) <= RoundTrip.Tolerance);
        }
    }

    private void Same(string id, string options, Problem problem) => RoundTrip.Same(output, id, options, (problem.Train, problem.Test, problem.TestLabels));
}
