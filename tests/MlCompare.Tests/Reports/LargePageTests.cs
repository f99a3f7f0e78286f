using System.Diagnostics;
using System.Text;
using MlCompare.Reports;
using MlCompare.Studies;
using MlCompare.Tests.Golden;
using MlCompare.Tests.Support;
using Xunit.Abstractions;

namespace MlCompare.Tests.Reports;

/// <summary>How long a large page takes; with nothing beside it, because the processor time is that of the whole process.</summary>
[Collection(OneConsole.Name)]
public sealed class LargePageTests(ITestOutputHelper output)
{
    /// <summary>Few sets with many replicates, and many sets and learners, which make more of a page.</summary>
    [Theory]
    [InlineData(10, 8, 50)]
    [InlineData(20, 20, 10)]
    [Trait("Category", "Slow")]
    public void Twenty_thousand_trials_are_written_in_seconds(int learners, int datasets, int replicates)
    {
        StudyResults results = HardPageTests.Large(learners, datasets, replicates);
        Assert.InRange(results.Rows.Length, 20_000, 25_000);
        ReportWriter.Render(GoldenStudy.Results);
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        string page = ReportWriter.Render(results);
        self.Refresh();
        TimeSpan spent = self.TotalProcessorTime - before;
        output.WriteLine(FormattableString.Invariant($"{datasets} sets × {learners} learners: {spent.TotalSeconds:F1} s of processor time, {Encoding.UTF8.GetByteCount(page)} bytes"));
        // Processor time, so that waiting does not count; twice and more of a quiet machine's, because cores that are fought for work slower.
        Assert.True(spent.TotalSeconds <= 10, $"{spent.TotalSeconds:F1} s of processor time");
        Assert.True(Encoding.UTF8.GetByteCount(page) < 5_000_000, $"{page.Length} characters");
    }
}
