using MlCompare.Learners.Neural.Sounds;

namespace MlCompare.Torch.Learners;

/// <summary><see cref="AudioConvLearner"/> on a processor or GPU through TorchSharp. Expect the same accuracy, on a GPU in a small part of the time.</summary>
public sealed class TorchAudioConvLearner() : TorchLearner(new AudioConvLearner());
