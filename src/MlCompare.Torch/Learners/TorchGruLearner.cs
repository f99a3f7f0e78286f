using MlCompare.Learners.Neural.Sequences;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="GruLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy; one step after the other, so a GPU helps only with large batches.</summary>
public sealed class TorchGruLearner() : TorchLearner(new GruLearner());
