using MlCompare.Networks;
using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Networks;

/// <summary>Activations out of operators that opset 17 has.</summary>
internal static class Activations
{
    public static Value Write(OnnxGraph graph, Value z, Activation function)
    {
        switch (function)
        {
            case Activation.Relu:
                return graph.Apply("Relu", [z]);
            case Activation.Silu:
                return graph.Multiply(z, graph.Apply("Sigmoid", [z]));
            case Activation.Gelu:
                Value cube = graph.Multiply(graph.Multiply(z, z), z);
                Value bent = graph.Multiply(graph.Add(z, graph.Multiply(cube, One(0.044715f))), One(0.7978845608f));
                return graph.Multiply(graph.Multiply(z, One(0.5f)), graph.Add(graph.Apply("Tanh", [bent]), One(1)));
            case Activation.Selu:
                return graph.Apply("Selu", [z], OnnxAttribute.Of("alpha", 1.6732632423f), OnnxAttribute.Of("gamma", 1.0507009873f));
            case Activation.Mish:
                return graph.Multiply(z, graph.Apply("Tanh", [graph.Apply("Softplus", [z])]));
            case Activation.Tanh:
                return graph.Apply("Tanh", [z]);
            default:
                throw OnnxGraph.NotExpressed($"the network has the activation {function}, which is not written as ONNX");
        }

        Value One(float number) => graph.Floats([number], 1);
    }
}
