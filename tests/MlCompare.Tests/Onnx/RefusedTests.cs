using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Onnx;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Onnx;

/// <summary>What ONNX has no words for, and the check of what was written.</summary>
public class RefusedTests
{
    [Theory]
    [InlineData("spectrum-kernel", "{}", "texts", "by a hash")]
    [InlineData("text-conv", """{"tokens":"pieces","epochs":1}""", "texts", "byte pairs")]
    public void What_has_no_words_in_onnx_says_so_in_one_line(string id, string options, string kind, string part)
    {
        FittedModel model = RoundTrip.Fit(id, options, Of(kind));
        InputException refusal = Assert.Throws<InputException>(() => new OnnxExporter().Write(model, new MemoryStream()));
        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [OnnxTheory]
    [InlineData("table")]
    [InlineData("texts")]
    [InlineData("sounds")]
    public void A_changed_file_is_found_out(string kind)
    {
        (TrainingSet train, FeatureTable test, Labels labels) = Of(kind);
        FittedModel model = RoundTrip.Fit("linear", "{}", (train, test, labels));
        TrainingSet less = kind == "table"
            ? train with { Labels = Labels.OfValues([.. train.Labels.Values.Select(value => value * 1.0001)]) }
            : train with { Labels = Labels.OfClasses([.. train.Labels.Classes.Select((code, row) => row < 3 ? 1 - code : code)], train.Labels.ClassNames) };
        FittedModel other = RoundTrip.Fit("linear", "{}", (less, test, labels));
        Assert.True(RoundTrip.Difference(other, model, test) > RoundTrip.Tolerance);
        Assert.True(RoundTrip.Difference(model, model, test) <= RoundTrip.Tolerance);
    }

    private static (TrainingSet Train, FeatureTable Test, Labels TestLabels) Of(string kind)
    {
        Problem problem = kind == "sounds" ? Problems.Sounds() : Problems.Texts();
        return kind == "table" ? MixedTable.Of(1) : (problem.Train, problem.Test, problem.TestLabels);
    }
}
