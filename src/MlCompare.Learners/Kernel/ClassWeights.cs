namespace MlCompare.Learners.Kernel;

/// <summary>What an error in each class counts.</summary>
public enum ClassWeights
{
    /// <summary>All rows alike.</summary>
    None,
    /// <summary>
    /// All classes alike: probabilities are divided by the share of the class in training, as if all classes were equally frequent. For
    /// calibrated probabilities it decides as weights on the training rows would (Elkan 2001), and leaves factors shared.
    /// </summary>
    Balanced,
}
