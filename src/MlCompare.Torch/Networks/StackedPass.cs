using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary>A batch of every network on the device, and what layers must know of it.</summary>
internal sealed class StackedPass
{
    /// <summary>Networks that run side by side.</summary>
    public required int Networks { get; init; }

    /// <summary>Rows of the batch of each.</summary>
    public required int Rows { get; init; }

    public required bool Training { get; init; }

    /// <summary>Products in bfloat16.</summary>
    public bool Mixed { get; init; }

    /// <summary>Networks × rows × positions × channels; of token ids, networks × rows × positions, places in <see cref="Touched"/> + 1, 0 for none.</summary>
    public required Tensor Numbers { get; init; }

    /// <summary>Which rows of a table (network × rows of it, flat) the batch reads.</summary>
    public Tensor? Touched { get; init; }

    /// <summary>Network of each of <see cref="Touched"/>.</summary>
    public Tensor? TouchedNetworks { get; init; }

    /// <summary>Networks × rows × terms: what each row has of the terms that the batch has.</summary>
    public Tensor? Terms { get; init; }

    /// <summary>Networks × terms: places in <see cref="Touched"/> + 1, 0 for none.</summary>
    public Tensor? TermPlaces { get; init; }

    /// <summary>Networks × rows: tokens of each row; null where rows are no sequences.</summary>
    public Tensor? Lengths { get; init; }

    /// <summary>One a network; what dropout draws depends on nothing else.</summary>
    public required ulong[] Seeds { get; init; }

    /// <summary>Drawings so far, so that each is another.</summary>
    public int Drawings { get; set; }

    /// <summary>Networks × rows (each once for each member) × positions × 1: 1 for a token, 0 behind a text's end.</summary>
    public Tensor Counted(long positions, int members, int least = 0)
    {
        Tensor lengths = Lengths!.unsqueeze(-1).unsqueeze(-1);
        if (least > 0)
        {
            lengths = lengths.clamp_min(Scalars.Of(least));
        }

        Tensor places = Places.Of(positions, lengths.device).view(1, 1, -1, 1);
        Tensor inside = places.lt(lengths);
        return members == 1 ? inside : inside.repeat_interleave(members, 1);
    }
}
