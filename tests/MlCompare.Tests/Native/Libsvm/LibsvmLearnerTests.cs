using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Native.Libsvm;
using MlCompare.Studies;
using MlCompare.Testing;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native.Libsvm;

public class LibsvmLearnerTests
{
    /// <summary>The library's kernel and ours differ by single precision; the machine is solved to a tolerance, which is small here.</summary>
    [EngineFact("libsvm")]
    public void A_precomputed_kernel_gives_the_same_answers()
    {
        foreach (Problem problem in new[] { Problems.Table(4), Problems.Regression(), Problems.Texts() })
        {
            JsonObject options = new() { ["c"] = 3, ["gamma"] = 1, ["tolerance"] = 1e-6 };
            Prediction plain = problem.Solve(new LibsvmLearner().With(options));
            options["precomputed"] = true;
            Prediction precomputed = problem.Solve(new LibsvmLearner().With(options));
            Assert.All(plain.Values.Zip(precomputed.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * Math.Max(1, Math.Abs(pair.First))));
        }
    }

    [EngineFact("libsvm")]
    public void The_Laplace_kernel_which_the_library_lacks_learns()
    {
        Problem problem = Problems.Table(4);
        Assert.InRange(problem.Loss(problem.Solve(new LibsvmLearner().With(new JsonObject { ["shape"] = "laplace" }))), 0, 0.25);
    }

    [EngineFact("libsvm")]
    public void Cross_validation_prefers_a_small_cost_where_labels_are_wrong()
    {
        Problem clean = Problems.Table(2, trainRows: 600);
        Rng rng = new(9);
        MlCompare.Data.Labels flipped = clean.Train.Labels.WithClasses([.. clean.Train.Labels.Classes.Select(code => rng.NextDouble() < 0.4 ? 1 - code : code)]);
        Problem noisy = clean with { Train = new TrainingSet(clean.Train.Features, flipped) };
        double chosen = noisy.Loss(noisy.Solve(new LibsvmLearner()));
        double stubborn = noisy.Loss(noisy.Solve(new LibsvmLearner().With(new JsonObject { ["c"] = 300, ["gamma"] = 3 })));
        Assert.True(chosen < stubborn, $"{chosen} against {stubborn}");
    }

    [EngineFact("libsvm")]
    public void Too_many_rows_are_declined_with_numbers()
    {
        Problem problem = Problems.Table(2);
        Assert.Null(new LibsvmLearner().Decline(problem.Train));
        string reason = new LibsvmLearner().With(new JsonObject { ["maxRows"] = 100 }).Decline(problem.Train)!;
        Assert.StartsWith("160 rows make ", reason, StringComparison.Ordinal);
        Assert.EndsWith("with maxRows = 100, 100 rows fit", reason, StringComparison.Ordinal);
    }
}
