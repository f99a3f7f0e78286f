namespace MlCompare.Learners.Kernel;

/// <summary>What the search decides.</summary>
/// <param name="Multiple">Bandwidth as a multiple of the median distance between training rows.</param>
/// <param name="Ridge">Added to the diagonal of the kernel matrix, whose entries are at most 1: the noise variance of the Gaussian process.</param>
internal sealed record KernelChoice(KernelForm Form, double Multiple, double Ridge);
