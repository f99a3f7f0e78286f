using System.Collections.Immutable;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlCompare.MLNet.Comparing;
using MlCompare.MLNet.Trainers;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.MLNet;

/// <summary>The one line for apps: learners and pipelines of one's own on the same rows, and the winner to take home.</summary>
public class ComparisonTests
{
    private readonly MLContext context = new MLContext(1).AddMlCompare();

    [Theory]
    [InlineData("Inside")]
    [InlineData("Side")]
    [InlineData("Height")]
    public void Learners_and_a_pipeline_meet_on_the_rows_of_a_view(string label)
    {
        using TempFolder folder = new($"mlnet-compare-{label}");
        IDataView data = TrainerTests.Points(context, 400);
        List<string> log = [];
        bool onPool = true;
        context.Log += (_, entry) => log.AddRange(entry.Source == "MlCompare" ? [entry.RawMessage] : []);
        Comparison comparison = context.Compare(data, label, new ComparisonOptions
        {
            Learners = ["constant", "linear"],
            Features = ["X", "Y"],
            Pipelines = ImmutableDictionary<string, Func<MLContext, IEstimator<ITransformer>>>.Empty.Add("own", ml =>
            {
                onPool &= Thread.CurrentThread.IsThreadPoolThread;
                return Own(label)(ml);
            }),
            Sizes = [100, 0],
            Replicates = 2,
            Workers = 1,
            Folder = folder.Path,
        });
        Assert.All(comparison.Results.Rows, row => Assert.True(row.Outcome == Outcome.Completed, row.Reason));
        Assert.Equal(comparison.Results.Header.Planned, comparison.Results.Rows.Length);
        Assert.Equal(3 * 2 * 2, comparison.Results.Rows.Length);
        Assert.Equal(12, log.Count(line => line.EndsWith(": completed", StringComparison.Ordinal)));
        Assert.Contains(log, line => line.StartsWith("12 of 12: ", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(folder.Path, "results.jsonl")));
        Assert.Equal(["linear", "own"], comparison.Answer.Standings.Select(standing => standing.Learner).Order());

        // On any other thread trees of ML.NET crawl (PipelineFit).
        Assert.True(onPool);

        // The pipeline tells everything apart as well, for it is linear too.
        double worst = comparison.Answer.Standings.Max(standing => standing.Mean);
        Assert.InRange(worst, 0, label == "Height" ? 0.3 : 0.1);
        IDataView scored = comparison.Winner.Transform(data);
        Assert.Equal(400, TrainerTests.Scores(scored).Length / (label == "Side" ? 2 : 1));
    }

    [Fact]
    public void What_came_of_it_is_data_frames_a_page_and_a_model_to_take_home()
    {
        using TempFolder folder = new("mlnet-compare-frames");
        IDataView data = TrainerTests.Points(context, 300);
        Comparison comparison = context.Compare(data, "Inside", new ComparisonOptions
        {
            Learners = ["constant", "linear", "boosting"],
            Features = ["X", "Y"],
            Sizes = [100, 0],
            Noise = [0, 0.2],
            Replicates = 2,
            Workers = 1,
            Folder = folder.Path,
        });
        Assert.Equal(comparison.Results.Rows.Length, comparison.Trials.Rows.Count);
        Assert.Equal(comparison.Results.Rows.Select(row => row.Metrics["error"]), comparison.Trials.Columns["error"].Cast<double>());
        Assert.Equal(comparison.Results.Rows.Select(row => row.Learner), comparison.Trials.Columns["learner"].Cast<string>());
        DataFrame curves = comparison.Curves.Filter(comparison.Curves.Columns["measure"].ElementwiseEquals("error"));
        curves = curves.Filter(curves.Columns["learner"].ElementwiseEquals("linear"));
        Assert.Equal([100, 240, 240, 240], curves.Columns["trainRows"].Cast<long>());
        Assert.Equal(["rows", "rows", "noise", "noise"], curves.Columns["axis"].Cast<string>());
        Assert.Equal(comparison.Answer.Standings.Single(standing => standing.Learner == "linear").Mean, (double)curves.Columns["mean"][1], 1e-12);
        Assert.Equal(comparison.Results.Study.Contrasts.Select(contrast => contrast.A), comparison.Verdicts.Columns["a"].Cast<string>());
        Assert.All(comparison.Verdicts.Columns["decision"].Cast<string>(), said => Assert.Matches("^(better|worse|equivalent|inconclusive)$", said));

        string page = Path.Combine(folder.Path, "page.html");
        comparison.SaveReport(page);
        Assert.Equal(MlCompare.Reports.ReportWriter.Render(comparison.Results), File.ReadAllText(page));
        Assert.Contains("<h1", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.InRange(context.BinaryClassification.Evaluate(comparison.Winner.Transform(data), "Inside").Accuracy, 0.95, 1);
    }

    [Fact]
    public void A_pipeline_that_throws_fails_its_trials_and_nobody_elses()
    {
        using TempFolder folder = new("mlnet-compare-throws");
        Comparison comparison = context.Compare(TrainerTests.Points(context, 200), "Inside", new ComparisonOptions
        {
            Learners = ["linear"],
            Features = ["X", "Y"],
            Pipelines = ImmutableDictionary<string, Func<MLContext, IEstimator<ITransformer>>>.Empty
                .Add("broken", ml => ml.Transforms.Concatenate("Features", "Nowhere").Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression("Inside"))),
            Sizes = [0],
            Replicates = 1,
            Workers = 1,
            Folder = folder.Path,
        });
        Assert.Contains("Nowhere", Assert.Single(comparison.Results.Rows, row => row.Outcome == Outcome.Failed).Reason, StringComparison.Ordinal);
        Assert.Equal("linear", comparison.Answer.Winner);
    }

    private static Func<MLContext, IEstimator<ITransformer>> Own(string label) => ml =>
    {
        IEstimator<ITransformer> features = ml.Transforms.Concatenate("Features", "X", "Y");
        return label switch
        {
            "Inside" => features.Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(label)),
            "Side" => features.Append(ml.Transforms.Conversion.MapValueToKey(label)).Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(label)),
            _ => features.Append(ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = label, NumberOfThreads = 1, MaximumNumberOfIterations = 20 })),
        };
    };
}
