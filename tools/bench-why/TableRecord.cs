namespace MlCompare.BenchWhy;

/// <summary>What was measured of one data set: a line of the record. No row of the data is in it, and no time, so that every machine writes the same.</summary>
/// <param name="Columns">Columns of a table; 0 for other data.</param>
/// <param name="Categorical">Those that are categories.</param>
/// <param name="TrainRows">Of the gaps.</param>
/// <param name="SplitRatio">Test rows to pool rows of a split, 0 for a fixed test part; for intervals.</param>
/// <param name="Errors">Learner → error, or root mean squared error, of each replicate; learners that gave none are missing.</param>
/// <param name="Missing">Learner → why it gave none.</param>
/// <param name="Draws">What the predictors are made of; empty for data that are no table.</param>
public sealed record TableRecord(
    string Id,
    Modality Modality,
    TaskKind Task,
    int Columns,
    int Categorical,
    int TrainRows,
    int TestRows,
    double SplitRatio,
    SortedDictionary<string, double[]> Errors,
    SortedDictionary<string, string> Missing,
    DrawRecord[] Draws,
    string Revision);

/// <summary>One of the splits that predictors are measured on. Errors are those of the task's primary measure.</summary>
/// <param name="Constant">Error of the prediction that uses no columns.</param>
/// <param name="Rotated">Boosting's error with the axes turned by a quarter.</param>
/// <param name="Widened">The kernel's error with an uninformative column for each one there is.</param>
public sealed record DrawRecord(
    ulong Seed,
    int Rows,
    double Constant,
    double Boosting,
    double Rotated,
    double Kernel,
    double Widened,
    double Roughness,
    double? HeavyTailed,
    double Alignment,
    double Directions,
    double Noise);
