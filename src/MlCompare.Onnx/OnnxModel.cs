using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Onnx.Graphs;
using MlCompare.Studies;
using Onnx;

namespace MlCompare.Onnx;

/// <summary>Whole models: the graph of the model, and what the predictions are called.</summary>
internal static class OnnxModel
{
    // Opset 17 and version 3 of ai.onnx.ml: what ONNX Runtime from 1.12 on, and ML.NET with it, can load. Double precision of trees came with the latter.
    private const int Opset = 17, MlOpset = 3, MicrosoftOpset = 1, IrVersion = 8;

    private static readonly IModelConverter[] Converters = [.. typeof(IModelConverter).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(IModelConverter).IsAssignableFrom(type))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => (IModelConverter)Activator.CreateInstance(type)!)];

    /// <exception cref="InputException">The model, or what makes numbers of its columns, has no expression in ONNX.</exception>
    public static ModelProto Of(FittedModel model)
    {
        IModelConverter converter = Converters.FirstOrDefault(converter => converter.Takes(model.Model))
            ?? throw OnnxGraph.NotExpressed($"models of {model.Learner.Id} are not written as ONNX");
        OnnxGraph graph = new(model.Features);
        Value prediction = converter.Write(model.Model, graph);
        if (model.Labels.Task == TaskKind.Regression)
        {
            graph.Output(graph.ToFloat(prediction), "variable", TensorProto.Types.DataType.Float, 1);
        }
        else
        {
            Value best = graph.Apply("ArgMax", [prediction], OnnxAttribute.Of("axis", 1), OnnxAttribute.Of("keepdims", 0));
            Value names = graph.Constant(OnnxTensor.Of(model.Labels.ClassNames, model.Labels.ClassCount));
            graph.Output(graph.Apply("Gather", [names, best], OnnxAttribute.Of("axis", 0)), "label", TensorProto.Types.DataType.String);
            graph.Output(graph.ToFloat(prediction), "probabilities", TensorProto.Types.DataType.Float, model.Labels.ClassCount);
        }

        return Framed(graph.Proto, [.. graph.Domains], model);
    }

    private static ModelProto Framed(GraphProto graph, string[] domains, FittedModel model)
    {
        ModelProto proto = new()
        {
            IrVersion = IrVersion, ProducerName = "mlcompare", ProducerVersion = StudyHeaders.Revision, Graph = graph,
            DocString = $"{model.Learner.Title}, the whole pipeline. A missing number is NaN, a missing category or text is the empty text; a sound that is shorter than another ends in NaN.",
        };
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        foreach (string domain in domains)
        {
            proto.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = domain == OnnxGraph.Ml ? MlOpset : MicrosoftOpset });
        }

        Tell("learner", model.Learner.Id);
        Tell("options", model.Learner.Options.ToJsonString());
        foreach (WaveformColumn sounds in model.Features.Columns.OfType<WaveformColumn>())
        {
            Tell($"samples per second of {sounds.Name}", $"{sounds.SampleRate}");
        }

        Tell("classes", System.Text.Json.JsonSerializer.Serialize(model.Labels.ClassNames));
        return proto;

        void Tell(string key, string value) => proto.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
    }
}
