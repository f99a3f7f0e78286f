using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Testing;

/// <summary>Inputs that real tables hold sooner or later, and that must end in an answer or a reason.</summary>
internal static class DegenerateInputs
{
    public static string? Find(ILearner learner)
    {
        foreach (Problem problem in Inputs())
        {
            if (learner.Decline(problem.Train) is string reason)
            {
                if (string.IsNullOrWhiteSpace(reason))
                {
                    return $"{problem.Name}: declined without a reason";
                }

                continue;
            }

            try
            {
                if (LearnerContract.Fault(problem.Solve(learner), problem) is string fault)
                {
                    return $"{problem.Name}: {fault}";
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                return $"{problem.Name}: {error.GetType().Name}: {error.Message}";
            }
        }

        return null;
    }

    private static IEnumerable<Problem> Inputs()
    {
        foreach (Problem problem in new[] { Problems.Table(2), Problems.Table(4), Problems.Regression() })
        {
            yield return Problems.WithColumns(problem, columns => columns.Select(Constant).Append(columns[0])) with { Name = $"constant features, {problem.Name}" };
            yield return Problems.WithColumns(problem, columns => columns.Select(Constant)) with { Name = $"nothing but constant features, {problem.Name}" };
            yield return Problems.WithColumns(problem, columns => [columns[0]]) with { Name = $"single feature, {problem.Name}" };
            yield return Problems.WithColumns(problem, columns => columns.Append(Missing(columns[0]))) with { Name = $"a column without any value, {problem.Name}" };
            foreach (int rows in new[] { 1, 2, 3, 5, 12 })
            {
                yield return Problems.WithRows(problem, Enumerable.Range(0, rows)) with { Name = $"{rows} training rows, {problem.Name}" };
            }

            yield return Problems.WithRows(problem, Enumerable.Repeat(0, 40)) with { Name = $"one row forty times, {problem.Name}" };
            if (problem.TestLabels.Task != TaskKind.Regression)
            {
                int[] codes = problem.Train.Labels.Classes;
                yield return Problems.WithRows(problem, Enumerable.Range(0, codes.Length).Where(row => codes[row] == 1)) with { Name = $"single class, {problem.Name}" };
                yield return Problems.WithRows(problem, Enumerable.Range(0, codes.Length).Where(row => codes[row] != 0)) with { Name = $"an absent class, {problem.Name}" };
            }
        }

        Problem texts = Problems.Texts();
        yield return Problems.WithColumns(texts, columns => [new TextColumn("text", new string?[columns[0].Count])]) with { Name = "texts that are all missing" };
        yield return Problems.WithColumns(texts, columns => [new TextColumn("text", [.. Enumerable.Repeat("", columns[0].Count)])]) with { Name = "empty texts" };
        Problem sounds = Problems.Sounds();
        yield return Problems.WithColumns(sounds, columns => [new WaveformColumn("wave", [.. Enumerable.Range(0, columns[0].Count).Select(_ => Array.Empty<float>())], 8000)]) with { Name = "sounds of no length" };
    }

    private static Column Constant(Column column) => column is CategoricalColumn category
        ? new CategoricalColumn(category.Name, new int[category.Count], category.Levels)
        : new NumericColumn(column.Name, [.. Enumerable.Repeat(3f, column.Count)]);

    private static NumericColumn Missing(Column column) => new NumericColumn("empty", [.. Enumerable.Repeat(float.NaN, column.Count)]);
}
