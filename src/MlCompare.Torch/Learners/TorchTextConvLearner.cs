using MlCompare.Learners.Neural.Texts;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="TextConvLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy, on a GPU in less time.</summary>
public sealed class TorchTextConvLearner() : TorchLearner(new TextConvLearner());
