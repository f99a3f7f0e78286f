using MlCompare.Learners.Neural.Tables;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="FtTransformerLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy; attention among features is what a GPU helps most.</summary>
public sealed class TorchFtTransformerLearner() : TorchLearner(new FtTransformerLearner());
