using MlCompare.Native.Xgboost;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Converters;

/// <summary>XGBoost's trees, in the form that the embedded boosting has them in.</summary>
internal sealed class XgboostConverter : ModelConverter<XgboostPredictor>
{
    protected override Value Write(XgboostPredictor model, OnnxGraph graph) => new BoostingConverter().Write(model.Trees, graph);
}
