namespace MlCompare.Reports;

/// <summary>
/// One section of the report, a Razor component in one file under <c>Sections/</c>: it sees the study and its results only, never
/// a learner. Found by <see cref="Catalog.Scan{T}"/>; nothing else needs to name it.
/// </summary>
public interface IReportSection : INamed
{
    /// <summary>Heading and entry in the table of contents.</summary>
    string Title { get; }

    /// <summary>Sections stand in this order; leave gaps of ten for those to come.</summary>
    int Order { get; }

    /// <summary>Whether there is anything to say; a section that does not apply leaves no trace.</summary>
    bool Applies(Findings findings);
}
