namespace MlCompare;

/// <summary>What the rows of a data set are made of.</summary>
public enum Modality
{
    /// <summary>Columns of numbers, categories, dates and short texts.</summary>
    Tabular,
    /// <summary>One image of fixed height, width and channels a row.</summary>
    Image,
    /// <summary>One text a row.</summary>
    Text,
    /// <summary>One waveform a row.</summary>
    Audio,
}

/// <summary>What is to be predicted.</summary>
public enum TaskKind
{
    /// <summary>One of two classes.</summary>
    Binary,
    /// <summary>One of three or more classes.</summary>
    Multiclass,
    /// <summary>A real number.</summary>
    Regression,
}

/// <summary>The families that the question asks about, and the two references beside them.</summary>
public enum Family
{
    /// <summary>Predicts without looking at the features: the floor.</summary>
    Baseline,
    /// <summary>Linear in the encoded features.</summary>
    Linear,
    /// <summary>Sums of decision trees.</summary>
    Boosting,
    /// <summary>Neural networks.</summary>
    Neural,
    /// <summary>Kernel methods.</summary>
    Kernel,
}
