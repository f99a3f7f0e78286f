using MlCompare.Learners.Baseline;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Converters;

/// <summary>The constant answer.</summary>
internal sealed class ConstantConverter : ModelConverter<ConstantLearner.ConstantPredictor>
{
    protected override Value Write(ConstantLearner.ConstantPredictor model, OnnxGraph graph) => graph.ForEveryRow(model.Values);
}
