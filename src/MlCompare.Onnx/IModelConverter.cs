using MlCompare.Learners;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx;

/// <summary>Writes models of one kind as a graph.</summary>
internal interface IModelConverter
{
    bool Takes(IPredictor model);

    /// <summary>Class probabilities by code (rows × classes) or the predicted number (rows × 1), in double precision.</summary>
    /// <exception cref="InputException">Something of the model has no expression in ONNX.</exception>
    Value Write(IPredictor model, OnnxGraph graph);
}

/// <summary>For a converter of models of one type.</summary>
internal abstract class ModelConverter<TModel> : IModelConverter
    where TModel : IPredictor
{
    public bool Takes(IPredictor model) => model is TModel;

    public Value Write(IPredictor model, OnnxGraph graph) => Write((TModel)model, graph);

    protected abstract Value Write(TModel model, OnnxGraph graph);
}
