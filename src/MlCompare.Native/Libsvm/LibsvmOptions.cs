using MlCompare.Learners;
using MlCompare.Learners.Encoders;

namespace MlCompare.Native.Libsvm;

/// <summary>
/// Options of <see cref="LibsvmLearner"/>. The grid of C and gamma was looked at on abalone, bank-marketing, concrete, electricity, german-credit
/// and magic-telescope with 500 and 1,500 rows: no fixed gamma of 0.1 or 10 and no C of 0.1 or 3,000 beat its choice by more than 1.2 %, and
/// each lost 11 % to 58 % somewhere.
/// </summary>
/// <param name="Shape">What compares two rows.</param>
/// <param name="C">Cost of a margin violation; null: chosen by cross-validation among 0.3, 3, 30 and 300.</param>
/// <param name="Gamma">Multiple of one over the median squared distance of training rows; null: chosen among 0.3, 1 and 3.</param>
/// <param name="Epsilon">Regression: errors below this, in standard deviations of the target, are free.</param>
/// <param name="Precomputed">Whether the kernel matrix is made here and handed over; the same answers for more memory. Laplace always is.</param>
/// <param name="Folds">Folds of the cross-validation that chooses, and of the one whose scores calibrate the probabilities.</param>
/// <param name="SearchRows">At most so many rows choose C and gamma.</param>
/// <param name="Tolerance">When the solver stops (the library's eps).</param>
/// <param name="CacheMegabytes">The library's cache of kernel rows; changes speed only.</param>
/// <param name="MaxRows">More rows are declined: time grows with their square at least.</param>
public sealed record LibsvmOptions(
    SvmShape Shape = SvmShape.Gaussian,
    double? C = null,
    double? Gamma = null,
    double Epsilon = 0.1,
    bool Precomputed = false,
    int Folds = 5,
    int SearchRows = 1000,
    double Tolerance = 0.001,
    double CacheMegabytes = 200,
    int MaxRows = 10_000)
{
    internal bool IsPrecomputed => Precomputed || Shape == SvmShape.Laplace;

    internal EncoderOptions Encoding => new() { Scaling = NumericScaling.Standard, IndicatorValue = 0.7f };

    internal void Validate()
    {
        OptionRanges ranges = new("libsvm");
        ranges.Require(Enum.IsDefined(Shape), "shape", "gaussian, laplace or linear");
        ranges.Require(C is null or (> 0 and < double.PositiveInfinity), "c", "a number above 0, or null");
        ranges.Require(Gamma is null or (> 0 and < double.PositiveInfinity), "gamma", "a number above 0, or null");
        ranges.Require(Epsilon is >= 0 and < double.PositiveInfinity, "epsilon", "a number of at least 0");
        ranges.Require(Folds is >= 2 and <= 50, "folds", "2 to 50");
        ranges.Require(SearchRows >= 1, "searchRows", "at least 1");
        ranges.Require(Tolerance is > 0 and < 1, "tolerance", "above 0 and below 1");
        ranges.Require(CacheMegabytes is >= 1 and <= 100_000, "cacheMegabytes", "1 to 100,000");
        ranges.Require(MaxRows is >= 1 and <= 100_000, "maxRows", "1 to 100,000");
    }
}
