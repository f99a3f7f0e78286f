using MlCompare.Learners.Neural;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="MlpLearner"/> on a processor or GPU through TorchSharp. Expect the embedded engine to be quicker on small tables, and a GPU to be where rows are many.</summary>
public sealed class TorchMlpLearner() : TorchLearner(new MlpLearner());
