using MlCompare.Learners.Neural.Texts;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="TextEmbeddingLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy; mostly lookups, so a GPU helps little.</summary>
public sealed class TorchTextEmbeddingLearner() : TorchLearner(new TextEmbeddingLearner());
