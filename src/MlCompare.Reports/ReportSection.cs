using Microsoft.AspNetCore.Components;

namespace MlCompare.Reports;

/// <summary>What every section component has: its place in the page and the findings it writes about.</summary>
public abstract class ReportSection : ComponentBase, IReportSection
{
    public abstract string Id { get; }

    public abstract string Title { get; }

    public abstract int Order { get; }

    [Parameter]
    public Findings Findings { get; set; } = null!;

    public virtual bool Applies(Findings findings) => true;
}
