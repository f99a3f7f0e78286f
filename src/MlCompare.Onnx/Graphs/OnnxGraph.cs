using MlCompare.Data;
using Onnx;

namespace MlCompare.Onnx.Graphs;

/// <summary>A tensor in a graph: an input, a constant or what a node gives.</summary>
internal readonly record struct Value(string Name);

/// <summary>
/// An ONNX graph while it is written. Inputs are declared when something reads them first: columns that a model passes over are no inputs. Rows are
/// the first dimension of everything.
/// </summary>
internal sealed class OnnxGraph(FeatureTable features)
{
    /// <summary>The domain of trees and label encoders.</summary>
    public const string Ml = "ai.onnx.ml";

    /// <summary>The domain of what only ONNX Runtime has.</summary>
    public const string Microsoft = "com.microsoft";

    // A size that each call may choose anew.
    private const long Samples = -1;

    private const string Rows = "N", Inner = "mlcompare/";
    private readonly Dictionary<string, Value> inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<object, object> made = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> taken = [.. features.Columns.Select(column => column.Name)];
    private int named;

    public GraphProto Proto { get; } = new() { Name = "mlcompare" };

    public FeatureTable Features => features;

    /// <summary>Domains of the operators, without those of ONNX itself.</summary>
    public IEnumerable<string> Domains => Proto.Node.Select(node => node.Domain).Where(domain => domain.Length > 0).Distinct();

    /// <summary>A column as an input: numbers and texts rows × 1, images rows × height × width × channels, sounds rows × samples.</summary>
    public Value Input(Column column)
    {
        if (!inputs.TryGetValue(column.Name, out Value input))
        {
            inputs[column.Name] = input = new Value(column.Name);
            (TensorProto.Types.DataType type, long[] shape) = column switch
            {
                NumericColumn => (TensorProto.Types.DataType.Float, new long[] { 1 }),
                CategoricalColumn or TextColumn => (TensorProto.Types.DataType.String, [1]),
                ImageColumn image => (TensorProto.Types.DataType.Float, [image.Height, image.Width, image.Channels]),
                WaveformColumn => (TensorProto.Types.DataType.Float, [Samples]),
                _ => throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}."),
            };
            Proto.Input.Add(Described(column.Name, type, shape));
        }

        return input;
    }

    /// <summary>The column of this name, as an input.</summary>
    public Value Input(string column) => Input(Column(column));

    /// <summary>The column of this name.</summary>
    public Column Column(string name) => features.Columns.First(found => found.Name == name);

    /// <summary>Makes something once for each <paramref name="of"/> (the same object), however often it is asked for.</summary>
    public T Once<T>(object of, Func<T> make)
        where T : notnull
    {
        if (!made.TryGetValue(of, out object? found))
        {
            made[of] = found = make();
        }

        return (T)found;
    }

    public Value Constant(TensorProto tensor)
    {
        tensor.Name = Fresh();
        Proto.Initializer.Add(tensor);
        return new Value(tensor.Name);
    }

    /// <summary>One node with one output.</summary>
    public Value Apply(string op, ReadOnlySpan<Value> operands, params ReadOnlySpan<AttributeProto> attributes) => Apply("", op, operands, attributes);

    /// <summary>One node with one output, of a domain.</summary>
    public Value Apply(string domain, string op, ReadOnlySpan<Value> operands, params ReadOnlySpan<AttributeProto> attributes)
    {
        NodeProto node = new() { OpType = op, Domain = domain, Name = Fresh() };
        foreach (Value operand in operands)
        {
            node.Input.Add(operand.Name);
        }

        foreach (AttributeProto attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        Value output = new(Fresh());
        node.Output.Add(output.Name);
        Proto.Node.Add(node);
        return output;
    }

    /// <summary>Makes a value an output under a name, or one like it where a column has that name.</summary>
    public void Output(Value value, string name, TensorProto.Types.DataType type, params long[] shape)
    {
        string own = name;
        for (int i = 1; !taken.Add(own); i++)
        {
            own = $"{name}_{i}";
        }

        NodeProto node = new() { OpType = "Identity", Name = Fresh() };
        node.Input.Add(value.Name);
        node.Output.Add(own);
        Proto.Node.Add(node);
        Proto.Output.Add(Described(own, type, shape));
    }

    public static InputException NotExpressed(string what) =>
        new($"{what}", "export to onnx", "choose another learner with --learner, or --format mlnet");

    private string Fresh()
    {
        string name;
        do
        {
            name = $"{Inner}{named++}";
        }
        while (taken.Contains(name));
        return name;
    }

    private static ValueInfoProto Described(string name, TensorProto.Types.DataType type, long[] shape)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)type, Shape = new TensorShapeProto() };
        tensor.Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = Rows });
        foreach (long size in shape)
        {
            tensor.Shape.Dim.Add(size == Samples
                ? new TensorShapeProto.Types.Dimension { DimParam = $"samples of {name}" }
                : new TensorShapeProto.Types.Dimension { DimValue = size });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
