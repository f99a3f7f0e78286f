using MlCompare.Learners.Neural.Tables;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="RealMlpLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy; its small batches keep a GPU waiting unless networks run side by side.</summary>
public sealed class TorchRealMlpLearner() : TorchLearner(new RealMlpLearner());
