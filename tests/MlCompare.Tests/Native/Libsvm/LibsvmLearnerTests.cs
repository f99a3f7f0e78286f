using System.Text.Json.Nodes;
using MlCompare.Data;
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
        Labels flipped = clean.Train.Labels.WithClasses([.. clean.Train.Labels.Classes.Select(code => rng.NextDouble() < 0.4 ? 1 - code : code)]);
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

    /// <summary>Neither is a matter of <c>maxRows</c>: the first has too many numbers, the second too many pairs.</summary>
    [EngineFact("libsvm")]
    public void What_does_not_fit_into_memory_is_declined_with_numbers()
    {
        const int Rows = 10_000, Columns = 2_000_000;
        NumericColumn column = new("x", new float[Rows]);
        Labels labels = Labels.OfClasses([.. Enumerable.Range(0, Rows).Select(row => row % 2)], ["a", "b"]);
        TrainingSet wide = new(new FeatureTable(Modality.Tabular, Enumerable.Repeat(column, Columns)), labels);
        Assert.Matches(@"^10,000 rows of 2,000,000 features need 400\.0 GB; half of the [0-9.,]+ GB of memory holds [0-9,]+ rows$", new LibsvmLearner().Decline(wide)!);
        Assert.Null(new LibsvmLearner().Decline(new TrainingSet(new FeatureTable(Modality.Tabular, [column]), labels)));
        Assert.Equal(
            "20,000 rows need a kernel matrix of 6.4 GB in the library's form; 16,000 rows fit",
            LibsvmLearner.DeclinePairs(20_000, 8_192_000_000));
        Assert.Null(LibsvmLearner.DeclinePairs(16_000, 8_192_000_000));
    }
}
