namespace MlCompare.Reports;

/// <summary>The sections that ship with the report.</summary>
public static class ReportSections
{
    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<IReportSection> All { get; } =
        [.. Catalog.Scan<IReportSection>(typeof(ReportSections).Assembly).All.OrderBy(section => section.Order)];
}
