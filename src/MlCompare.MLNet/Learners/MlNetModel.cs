using Microsoft.ML;
using MlCompare.Native.Libsvm;

namespace MlCompare.MLNet.Learners;

/// <summary>What came of a training in the worker.</summary>
/// <param name="Scales">From scores to probabilities: of the second class of two, or of each class of more; empty when the transformer gives probabilities.</param>
internal sealed record MlNetModel(ITransformer Transformer, PlattScale[] Scales);
