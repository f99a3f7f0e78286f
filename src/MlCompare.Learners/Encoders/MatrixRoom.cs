using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>Whether rows fit into memory as one number a feature; asked before any of them is encoded.</summary>
internal static class MatrixRoom
{
    /// <summary>Bins of one byte, and pixels of one byte while those are made, as parts of a matrix of single precision.</summary>
    public const double Packed = 0.5;

    /// <param name="copies">Matrices of single precision that a learner holds at the same time; part of one where it packs them.</param>
    /// <returns>Why they do not fit, with the numbers; null when they do.</returns>
    public static string? Decline(FeatureTable features, double copies) =>
        Decline(features.Count, features.Width, copies, AvailableMemory.Bytes);

    internal static string? Decline(int rows, int width, double copies, long memory)
    {
        // An array has so many elements; packed rows have an array each.
        double row = copies * width * sizeof(float), most = Math.Floor(copies < 1 ? double.PositiveInfinity : Array.MaxLength / (double)width), fit = Math.Floor(memory / 2.0 / row);
        return rows > fit
            ? FormattableString.Invariant($"{rows:N0} rows of {width:N0} features need {rows * row / 1e9:0.0} GB; half of the {memory / 1e9:0.0} GB of memory holds {fit:N0} rows")
            : rows > most
                ? FormattableString.Invariant($"{rows:N0} rows of {width:N0} features are {(double)rows * width / 1e9:0.0} billion numbers; one matrix holds {Array.MaxLength / 1e9:0.0} billion, {most:N0} rows")
                : null;
    }
}
