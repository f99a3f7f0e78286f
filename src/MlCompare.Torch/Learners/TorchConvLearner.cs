using MlCompare.Learners.Neural.Images;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="ConvLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy, on a GPU in a small part of the time.</summary>
public sealed class TorchConvLearner() : TorchLearner(new ConvLearner());
