using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.MLNet;
using MlCompare.Testing;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.MLNet;

/// <summary>Models written for ML.NET and loaded by it predict what they predicted, to the last bit of single precision.</summary>
public class ExportTests
{
    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly);

    [Theory]
    [InlineData("constant", "{}")]
    [InlineData("linear", "{}")]
    [InlineData("boosting", """{"maxRounds":20}""")]
    [InlineData("random-forest", """{"trees":10}""")]
    [InlineData("kernel-ridge", "{}")]
    [InlineData("feature-machine", "{}")]
    [InlineData("mlp", """{"epochs":2,"members":1}""")]
    [InlineData("tabm", """{"epochs":1}""")]
    public void Nothing_is_lost(string id, string options)
    {
        ILearner learner = Learners.Get(id).With(JsonNode.Parse(options)!.AsObject());
        foreach (Problem problem in (Problem[])[Problems.Table(2), Problems.Table(4), Problems.Regression(), Problems.WithMissing()])
        {
            Assert.Equal(0, Difference(new FittedModel(learner, learner.Fit(problem.Train, new FitContext(3)), problem.Test, problem.TestLabels), problem.Test, id));
        }
    }

    [Fact]
    public void Texts_are_read_as_texts()
    {
        Problem problem = Problems.Texts();
        ILearner learner = Learners.Get("linear");
        Assert.Equal(0, Difference(new FittedModel(learner, learner.Fit(problem.Train, new FitContext(3)), problem.Test, problem.TestLabels), problem.Test, "texts"));
    }

    [Fact]
    public void Images_are_refused_in_one_line()
    {
        Problem problem = Problems.Images();
        ILearner learner = Learners.Get("linear");
        FittedModel model = new(learner, learner.Fit(problem.Train, new FitContext(3)), problem.Test, problem.TestLabels);
        InputException refusal = Assert.Throws<InputException>(() => new MlNetExporter().Write(model, new MemoryStream()));
        Assert.Contains("images", refusal.Message, StringComparison.Ordinal);
    }

    private static double Difference(FittedModel model, FeatureTable rows, string name)
    {
        using TempFolder folder = new($"mlnet-export-{name}");
        string path = Path.Combine(folder.Path, "model.zip");
        using (FileStream stream = File.Create(path))
        {
            new MlNetExporter().Write(model, stream);
        }

        return ExportCheck.Run(new MlNetRuntime(), path, model, rows).Difference;
    }
}
