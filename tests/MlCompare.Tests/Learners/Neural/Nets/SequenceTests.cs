using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Data.Rows;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Linear;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Learners.Neural.Sequences;
using MlCompare.Learners.Neural.Sounds;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Networks;
using MlCompare.Testing;

namespace MlCompare.Tests.Learners.Neural.Nets;

public class SequenceTests
{
    [Fact]
    public void A_readout_of_one_target_is_leave_one_out_ridge()
    {
        Rng rng = new(3);
        float[] x = [.. Enumerable.Range(0, 40 * 6).Select(_ => (float)rng.NextGaussian())];
        double[] y = [.. Enumerable.Range(0, 40).Select(i => x[6 * i] - 2 * x[6 * i + 1] + 0.5 * rng.NextGaussian() + 3)];
        DesignMatrix matrix = new(40, 6, x, null);
        RidgeReadout readout = new(matrix, [y], CancellationToken.None);
        float[] expected = new LeaveOneOutRidge(matrix, [.. y.Select(value => (float)value)], CancellationToken.None).Solve(readout.Strength);
        Assert.Equal(expected, [.. readout.Weights, .. readout.Intercepts], (a, b) => Math.Abs(a - b) <= 1e-5);
        // What a row is given without it: by a fit without it.
        DesignMatrix others = matrix.Select([.. Enumerable.Range(1, 39)]);
        float[] alone = new LeaveOneOutRidge(others, [.. y[1..].Select(value => (float)value)], CancellationToken.None).Solve(readout.Strength);
        Assert.Equal(alone[^1] + Enumerable.Range(0, 6).Sum(j => alone[j] * x[j]), readout.LeftOutScores[0][0], 1e-4);
    }

    [Fact]
    public void Sounds_are_cut_filled_up_and_of_one_loudness()
    {
        WaveRows rows = new(ValueRows.Of((float[][])[[3, -4, 0, 5, float.NaN, 0], [0, 0], [1, 1]]), 4, 0);
        NetworkBatch batch = NetworkBatch.Of(new NetworkSpec(new NetworkInput.Image(1, 4, 1), [new Layer.Flatten(), new Layer.Dense(1)]), rows);
        float unit = (float)(1 / Math.Sqrt(50.0 / 6));
        Assert.Equal([3 * unit, -4 * unit, 0, 5 * unit, 0, 0, 0, 0, 1, 1, 0, 0], batch.Numbers, (a, b) => Math.Abs(a - b) <= 1e-6);
    }

    [Fact]
    public void In_training_sounds_are_moved_and_silence_comes_in()
    {
        WaveRows rows = new(ValueRows.Of((float[][])[[1, 1, 1, 1]]), 4, 2);
        Graph graph = Graph.Create(new NetworkSpec(new NetworkInput.Image(1, 4, 1), [new Layer.Flatten(), new Layer.Dense(1)]), new Rng(0));
        Pass pass = new();
        HashSet<string> seen = [];
        for (ulong seed = 0; seed < 60; seed++)
        {
            rows.Feed([0], graph, pass, 1, new Rng(seed));
            seen.Add(string.Concat(graph.Input.Values(pass).ToArray()));
        }

        Assert.Equal(["0011", "0111", "1100", "1110", "1111"], seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("pieces")]
    [InlineData("words")]
    public void Order_is_what_a_recurrent_network_reads(string tokens)
    {
        // Class 1 says "a" before "b"; the words themselves tell nothing.
        Rng rng = new(2);
        int[] classes = [.. Enumerable.Range(0, 300).Select(row => row % 2)];
        string[] texts = [.. classes.Select(code =>
        {
            string[] words = [.. Enumerable.Repeat("x", 6)];
            int first = rng.NextInt(5), second = first + 1 + rng.NextInt(5 - first);
            (words[first], words[second]) = code == 1 ? ("aa", "bb") : ("bb", "aa");
            return string.Join(' ', words);
        })];
        FeatureTable features = new(Modality.Text, [new TextColumn("text", texts)]);
        Labels labels = Labels.OfClasses(classes, ["ba", "ab"]);
        int[] train = [.. Enumerable.Range(0, 200)], test = [.. Enumerable.Range(200, 100)];
        Problem problem = new("order", new(features.Select(train), labels.Select(train)), features.Select(test), labels.Select(test));
        ILearner gru = new GruLearner().With(new JsonObject { ["tokens"] = tokens });
        Assert.InRange(problem.Loss(problem.Solve(gru)), 0, 0.05);
        Assert.InRange(problem.Loss(problem.Solve(new TextEmbeddingLearner(new TextEmbeddingOptions { Epochs = 10 }))), 0.25, 1);
        Assert.InRange(problem.Loss(problem.Solve(new EchoStateLearner(new EchoStateOptions { Units = 200 }))), 0, 0.35);
    }

    [Fact]
    public void Tables_and_images_are_declined_in_one_sentence()
    {
        Assert.Equal("gru is made for texts and sounds; these rows are tables.", new GruLearner().Decline(Problems.Table(2).Train));
        Assert.Equal("echo-state is made for texts and sounds; these rows are images.", new EchoStateLearner().Decline(Problems.Images().Train));
        Assert.Null(new GruLearner().Decline(Problems.Sounds().Train));
    }

    [Fact]
    public void Tokens_without_order_are_refused_by_what_reads_order()
    {
        string message = Assert.Throws<InputException>(() => new GruLearner().With(new JsonObject { ["tokens"] = "grams" })).Message;
        Assert.Contains("words or pieces", message, StringComparison.Ordinal);
    }
}
