using MlCompare.Learners.Neural.Tables;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="TabResNetLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy.</summary>
public sealed class TorchTabResNetLearner() : TorchLearner(new TabResNetLearner());
