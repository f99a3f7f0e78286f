using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;
using MlCompare.Testing;
using MlCompare.Tests.Support;
using MlCompare.Torch;
using MlCompare.Torch.NasBert;

namespace MlCompare.Tests.Torch.NasBert;

/// <summary>ML.NET's text classifier as a learner: with weights the whole way, without them one line.</summary>
public class NasBertLearnerTests(RandomWeights weights) : IClassFixture<RandomWeights>
{
    private static readonly Problem Texts = Problems.Texts();

    [EngineFact("torch")]
    public void It_fits_predicts_and_is_saved_and_loaded()
    {
        Assert.Null(new NasBertEngine().State.Missing);
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+, weights .+tsm$", new NasBertEngine().State.Version);

        // Words that tell everything, so that a network that knows no English learns them within seconds.
        Block plain = Plain(96, 24);
        ILearner learner = new NasBertLearner().With(new JsonObject { ["epochs"] = 3, ["batchSize"] = 8, ["learningRate"] = 3e-4, ["device"] = "cpu" });
        Assert.Null(learner.Decline(plain.Train));
        IPredictor model = learner.Fit(plain.Train, new FitContext(7));
        Assert.StartsWith("CPU (", model.Device!.Name, StringComparison.Ordinal);
        Assert.InRange(model.Device.PeakBytes, 1 << 20, long.MaxValue);
        Assert.True(model.Device.Seconds > 0);

        Prediction said = model.Predict(plain.Test);
        Assert.All(Enumerable.Range(0, said.Count), row => Assert.InRange(said.Row(row).ToArray().Sum(), 1 - 1e-9, 1 + 1e-9));
        Assert.True(Enumerable.Range(0, said.Count).Count(row => said.Class(row) == plain.Classes[row]) > 0.9 * said.Count);
        using MemoryStream file = new();
        using (BinaryWriter writer = new(file, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            model.Save(writer);
        }

        file.Position = 0;
        IPredictor loaded = learner.Load(new BinaryReader(file));
        Assert.Equal(said.Values, loaded.Predict(plain.Test).Values);
        // One alone is what it is among others.
        Assert.Equal(said.Row(5).ToArray(), loaded.Predict(plain.Test.Select([5])).Row(0).ToArray());
    }

    [EngineFact("torch")]
    public void The_same_seed_gives_the_same_numbers_and_new_names_only_move_them()
    {
        Block few = Plain(16, 8);
        ILearner learner = new NasBertLearner().With(new JsonObject { ["epochs"] = 1, ["batchSize"] = 8, ["device"] = "cpu" });
        Prediction first = learner.Fit(few.Train, new FitContext(7)).Predict(few.Test);
        TrainingSet turned = new(few.Train.Features, few.Train.Labels.WithClasses([.. few.Train.Labels.Classes.Select(code => 1 - code)]));
        Assert.Equal(first.Values, learner.Fit(few.Train, new FitContext(7)).Predict(few.Test).Values);
        Assert.NotEqual(first.Values, learner.Fit(few.Train, new FitContext(8)).Predict(few.Test).Values);
        Prediction moved = learner.Fit(turned, new FitContext(7)).Predict(few.Test);
        Assert.All(Enumerable.Range(0, first.Count), row => Assert.Equal(first.Row(row).ToArray(), moved.Row(row).ToArray().Reverse()));
    }

    [Fact]
    public void Without_weights_one_line_says_where_to_get_them_at_once()
    {
        Environment.SetEnvironmentVariable(RandomWeights.Variable, weights.Empty);
        try
        {
            // The question that starts a worker, and is kept, has been asked by then.
            string? torch = new TorchEngine().State.Missing;
            long start = Stopwatch.GetTimestamp();
            string reason = new NasBertLearner().Decline(Texts.Train)!;
            Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 1);
            Assert.DoesNotContain('\n', reason);
            Assert.Contains(torch ?? "https://aka.ms/mlnet-resources/models/NasBert2000000.tsm", reason, StringComparison.Ordinal);
            Assert.Contains(torch ?? Path.Combine(weights.Empty, "mlnet", "NasBert2000000.tsm"), reason, StringComparison.Ordinal);
            if (torch is null)
            {
                // Whoever does not ask beforehand hears the same, and no download is tried.
                Assert.Contains("aka.ms", Assert.Throws<InputException>(() => new NasBertLearner().Fit(Texts.Train, new FitContext(7))).Message, StringComparison.Ordinal);
                Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 2);
                Assert.Contains("aka.ms", Said("doctor"), StringComparison.Ordinal);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(RandomWeights.Variable, weights.Folder);
        }
    }

    [EngineFact("torch")]
    public void A_file_that_holds_no_such_weights_is_named()
    {
        string folder = Path.Combine(weights.Folder, "damaged");
        Directory.CreateDirectory(Path.Combine(folder, "mlnet"));
        File.WriteAllText(Path.Combine(folder, "mlnet", "NasBert2000000.tsm"), "<html>not found</html>");
        Environment.SetEnvironmentVariable(RandomWeights.Variable, folder);
        try
        {
            Assert.Matches("it does not run .*download .*damaged.* anew", new NasBertEngine().State.Missing);
        }
        finally
        {
            Environment.SetEnvironmentVariable(RandomWeights.Variable, weights.Folder);
        }
    }

    [Fact]
    public void Rows_that_it_cannot_take_and_options_that_are_wrong_are_refused()
    {
        Assert.Contains("texts only", new NasBertLearner().Decline(Problems.Table(2).Train), StringComparison.Ordinal);
        TrainingSet numbers = new(Texts.Train.Features, Labels.OfValues([.. Texts.Train.Labels.Classes.Select(code => (double)code)]));
        Assert.Contains("labels are numbers", new NasBertLearner().Decline(numbers), StringComparison.Ordinal);
        Assert.Contains("'epochs' is out of range", Assert.Throws<InputException>(() => new NasBertLearner().With(new JsonObject { ["epochs"] = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("'dropout' is out of range", Assert.Throws<InputException>(() => new NasBertLearner().With(new JsonObject { ["dropout"] = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_name_it() => Assert.Contains("mlnet-nas-bert", Said("list", "learners"), StringComparison.Ordinal);

    private static string Said(params string[] command)
    {
        (int exitCode, string said, _) = MlCompareProcess.Run(command);
        Assert.Equal(0, exitCode);
        return said;
    }

    private static Block Plain(int train, int test)
    {
        string[][] words = [["good", "great", "fine", "lovely"], ["bad", "awful", "poor", "nasty"]];
        Rng rng = new(3);
        int[] classes = [.. Enumerable.Range(0, train + test).Select(row => row % 2)];
        FeatureTable all = new(Modality.Text, [new TextColumn("text", [.. classes.Select(code => string.Join(' ', Enumerable.Range(0, 5).Select(_ => words[code][rng.NextInt(4)])))])]);
        int[] rest = [.. Enumerable.Range(train, test)];
        return new Block(new TrainingSet(all.Head(train), Labels.OfClasses(classes, ["yes", "no"]).Head(train)), all.Select(rest), classes[train..]);
    }

    private sealed record Block(TrainingSet Train, FeatureTable Test, int[] Classes);
}
