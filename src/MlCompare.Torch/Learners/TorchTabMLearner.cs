using MlCompare.Learners.Neural.Tables;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="TabMLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy; its members are products that a GPU likes.</summary>
public sealed class TorchTabMLearner() : TorchLearner(new TabMLearner());
