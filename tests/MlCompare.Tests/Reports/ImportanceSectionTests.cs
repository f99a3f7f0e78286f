using MlCompare.Importance;
using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Reports;

/// <summary>What the section says in the cases that the golden report does not have.</summary>
public class ImportanceSectionTests
{
    [Fact]
    public void Column_names_are_text_whatever_they_hold()
    {
        string page = ReportWriter.Render(Change(column => column with { Name = column.Name == "income" ? "<script>alert(1)</script>" : column.Name }));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("All three families lean most on “<script>alert(1)</script>”", VisibleText.Of(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_before_leave_no_trace() =>
        Assert.DoesNotContain("What the models use", ReportWriter.Render(ChangeRows(row => row with { Importance = null })), StringComparison.Ordinal);

    [Fact]
    public void One_replicate_singles_nobody_out()
    {
        string text = Text(GoldenStudy.Results with { Rows = [.. GoldenStudy.Results.Rows.Where(row => row.Replicate == 0)] });
        Assert.Contains("In the one replicate, all three families lean most on “income”", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Only gradient boosting uses", text, StringComparison.Ordinal);
        Assert.DoesNotContain("None of them needs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_that_reaches_zero_is_said()
    {
        string text = Text(ChangeRows(row => row.Importance is null || row.Family != Family.Neural ? row : row with
        {
            Importance = row.Importance with
            {
                Columns = [.. row.Importance.Columns.Select(column => column with { Permutation = column.Permutation * (row.Replicate == 0 ? 5 : 0.01) })],
            },
        }));
        Assert.Contains(
            "All three families lean most on “income” (not surely the neural network (MLP), whose interval includes zero).", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_with_other_first_columns_are_told_apart()
    {
        string text = Text(ChangeRows(row => row.Importance is null || row.Family != Family.Linear ? row : row with
        {
            Importance = row.Importance with
            {
                Columns = [.. row.Importance.Columns.Select(column => column.Name == "street" ? column with { Permutation = 1e6 } : column)],
            },
        }));
        Assert.Contains(
            "Gradient boosting and the neural network (MLP) lean most on “income”; the linear model leans most on “street”.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_columns_to_shuffle_leave_the_figures_of_trees()
    {
        string text = Text(ChangeRows(row => row.Importance is null ? row : row with
        {
            Importance = row.Importance with
            {
                Repeats = 0,
                Width = 2000,
                Columns = [.. row.Importance.Columns.Select(column => column with { Permutation = null, PermutationError = null })],
            },
        }));
        Assert.Contains("Shown are 8 of 2,000 columns. The columns are too many to be shuffled one by one", text, StringComparison.Ordinal);
        Assert.Contains("[chart: Inside gradient boosting: Shapley values and gain]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[chart: Growth of the log loss", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_are_named_as_left_out()
    {
        StudyResults results = GoldenStudy.Results with
        {
            Header = GoldenStudy.Header with
            {
                Datasets = [GoldenStudy.Header.Datasets[0] with { Modality = Modality.Image }, GoldenStudy.Header.Datasets[1]],
            },
        };
        string text = Text(results with { Rows = [.. results.Rows.Select(row => row.Dataset == "loans" ? row with { Importance = null } : row)] });
        Assert.Contains("Not measured: Loans, which is no table and so has no columns to shuffle.", text, StringComparison.Ordinal);
    }

    private static string Text(StudyResults results) => VisibleText.Of(ReportWriter.Render(results));

    private static StudyResults ChangeRows(Func<TrialRow, TrialRow> change) =>
        GoldenStudy.Results with { Rows = [.. GoldenStudy.Results.Rows.Select(change)] };

    private static StudyResults Change(Func<ColumnImportance, ColumnImportance> change) => ChangeRows(row => row.Importance is null ? row : row with
    {
        Importance = row.Importance with { Columns = [.. row.Importance.Columns.Select(change)] },
    });
}
