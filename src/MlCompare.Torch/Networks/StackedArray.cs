using MlCompare.Learners.Neural;
using MlCompare.Networks;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary>One array of weights of several networks of one architecture, stacked: networks × its shape.</summary>
internal sealed class StackedArray
{
    private readonly bool isTable;

    /// <param name="values">Of each network.</param>
    /// <param name="like">The embedded engine's array: which rates it has, whether it decays, and what else there is to know.</param>
    public StackedArray(WeightArray shape, IReadOnlyList<float[]> values, Parameter like, TorchSharp.torch.Device device)
    {
        (Like, isTable) = (like, like.Touched is not null);
        Value = TorchSharp.torch.tensor(values.SelectMany(numbers => numbers).ToArray(), [values.Count, .. shape.Shape.Select(size => (long)size)]).to(device);
        Average = Value.clone();
        if (like.IsTrained)
        {
            (First, Second) = (TorchSharp.torch.zeros_like(Value), TorchSharp.torch.zeros_like(Value));
            Value.requires_grad = !isTable;
        }
    }

    public Parameter Like { get; }

    /// <summary>Networks × shape.</summary>
    public Tensor Value { get; private set; }

    /// <summary>The optimiser's moments; null where it changes nothing.</summary>
    public Tensor? First { get; private set; }

    public Tensor? Second { get; private set; }

    /// <summary>What predicts: the running average, at first the weights.</summary>
    public Tensor Average { get; private set; }

    /// <summary>Only some rows of a batch (tokens, terms): those are what a step changes.</summary>
    public bool IsTable => isTable;

    /// <summary>The rows of a table that the batch reads, by network × rows of it, as what gradients go to.</summary>
    public Tensor? Rows { get; private set; }

    /// <summary>Looks up rows of the table: a leaf of its own in training, so that the gradient is of these rows only.</summary>
    public Tensor Gather(StackedPass pass)
    {
        Tensor flat = (pass.Training ? Value : Average).view(-1, Value.shape[^1]);
        Tensor rows = flat.index_select(0, pass.Touched!);
        if (pass.Training)
        {
            rows.requires_grad = true;
            Rows = rows;
        }

        return rows;
    }

    /// <summary>As layers read it.</summary>
    public Tensor Read(StackedPass pass) => pass.Training ? Value : Average;

    /// <summary>Keeps these networks only.</summary>
    public void Keep(Tensor networks)
    {
        bool trained = Value.requires_grad;
        Tensor?[] old = [Value, Average, First, Second];
        (Value, Average) = (Value.detach().index_select(0, networks), Average.index_select(0, networks));
        (First, Second) = (First?.index_select(0, networks), Second?.index_select(0, networks));
        Value.requires_grad = trained;
        Array.ForEach(old, tensor => tensor?.Dispose());
    }

    /// <summary>The average's numbers of one network.</summary>
    public float[] Numbers(int network)
    {
        // TorchSharp makes no array of nothing.
        return Average.numel() == 0 ? [] : Average.select(0, network).cpu().contiguous().data<float>().ToArray();
    }
}
