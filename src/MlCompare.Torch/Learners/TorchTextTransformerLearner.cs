using MlCompare.Learners.Neural.Texts;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="TextTransformerLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy; attention among words is what a GPU helps most.</summary>
public sealed class TorchTextTransformerLearner() : TorchLearner(new TextTransformerLearner());
