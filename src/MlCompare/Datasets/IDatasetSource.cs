using MlCompare.Data;

namespace MlCompare.Datasets;

/// <summary>Makes one data set: reads it from files, or draws it from a known distribution.</summary>
public interface IDatasetSource : INamed
{
    string Title { get; }

    Modality Modality { get; }

    TaskKind Task { get; }

    /// <summary>
    /// True when each replicate draws fresh, independent rows (synthetic data): ordinary paired statistics hold. False when the
    /// replicates re-split one finite set: the variance must be corrected (Nadeau and Bengio 2003).
    /// </summary>
    bool FreshDraws { get; }

    /// <summary>Loads the rows.</summary>
    /// <param name="sampleSeed">Seeds the draw of rows when <see cref="FreshDraws"/>; ignored else.</param>
    /// <exception cref="InputException">The files are absent, damaged or unusable.</exception>
    Dataset Load(ulong sampleSeed);
}
