using MlCompare.Learners.Neural.Autograd;
using MlCompare.Networks;
using MlCompare.Torch.Devices;
using MlCompare.Torch.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Training;

/// <summary>One batch of all networks as it is gathered in memory.</summary>
/// <param name="rows">Of each network.</param>
/// <param name="length">Tokens of the longest row; 0 where rows are no sequences.</param>
internal sealed class StackedNumbers(NetworkInput input, int networks, int rows, int length)
{
    private readonly float[] numbers = new float[input is NetworkInput.Tokens ? 0 : networks * rows * Size(input)];
    private readonly long[] places = new long[input is NetworkInput.Tokens ? networks * rows * length : 0], lengths = new long[input is NetworkInput.Tokens ? networks * rows : 0];
    private readonly Dictionary<int, int>[] terms = input is NetworkInput.Terms ? [.. Enumerable.Range(0, networks).Select(_ => new Dictionary<int, int>())] : [];
    private readonly List<(int Row, int Place, float Value)>[] entries = input is NetworkInput.Terms ? [.. Enumerable.Range(0, networks).Select(_ => new List<(int, int, float)>())] : [];
    private readonly List<long> touched = [], touchedNetworks = [];
    private readonly Dictionary<long, long> placeOf = [];

    /// <summary>Copies what a part of one network's batch has been encoded to.</summary>
    /// <param name="first">Place of the part's first row in the batch.</param>
    public void Take(BatchInput from, Pass pass, int network, int first)
    {
        int at = network * rows + first;
        if (input is NetworkInput.Tokens tokens)
        {
            ReadOnlySpan<int> ids = from.Tokens.Ids(pass);
            for (int i = 0; i < ids.Length; i++)
            {
                (int row, int position) = Math.DivRem(i, pass.Length);
                places[(at + row) * length + position] = ids[i] == 0 ? 0 : Place(network, ids[i], tokens.Vocabulary);
            }

            for (int row = 0; row < pass.Rows; row++)
            {
                lengths[at + row] = pass.Lengths[row];
            }

            return;
        }

        from.Numbers.Values(pass).CopyTo(numbers.AsSpan(at * Size(input)));
        for (int row = 0; input is NetworkInput.Terms && row < pass.Rows; row++)
        {
            ReadOnlySpan<int> columns = from.Terms.Columns(row);
            ReadOnlySpan<float> values = from.Terms.Values(row);
            for (int j = 0; j < columns.Length; j++)
            {
                if (!terms[network].TryGetValue(columns[j], out int place))
                {
                    terms[network][columns[j]] = place = terms[network].Count;
                }

                entries[network].Add((first + row, place, values[j]));
            }
        }
    }

    /// <summary>The batch on the device.</summary>
    public StackedPass Pass(TorchDevice device, bool training, ulong[] seeds, bool mixed)
    {
        (Tensor? matrix, Tensor? termPlaces) = input is NetworkInput.Terms sparse ? Matrix(sparse, device) : (null, null);
        bool isText = input is NetworkInput.Tokens, hasTable = isText || input is NetworkInput.Terms;
        TensorShape shape = input.Shape;
        return new StackedPass
        {
            Networks = networks,
            Rows = rows,
            Training = training,
            Mixed = mixed,
            Seeds = seeds,
            Numbers = isText ? Send(torch.tensor(places, [networks, rows, length]), device)
                : Send(torch.tensor(numbers, [networks, rows, shape.Positions, Size(input) / shape.Positions]), device),
            Lengths = isText ? Send(torch.tensor(lengths, [networks, rows]), device) : null,
            Terms = matrix,
            TermPlaces = termPlaces,
            Touched = hasTable ? Send(torch.tensor(touched.ToArray()), device) : null,
            TouchedNetworks = hasTable ? Send(torch.tensor(touchedNetworks.ToArray()), device) : null,
        };
    }

    /// <summary>To a GPU from memory that stays where it is, so that the copy runs beside the work before it.</summary>
    public static Tensor Send(Tensor numbers, TorchDevice device) => device.IsCuda ? numbers.pin_memory().to(device.Device, non_blocking: true) : numbers;

    private static int Size(NetworkInput input) => input is NetworkInput.Terms terms ? terms.Dense : input.Shape.Size;

    /// <summary>Place + 1 of a table's row among those of the batch.</summary>
    private long Place(int network, int row, int height)
    {
        long flat = (long)network * height + row;
        if (!placeOf.TryGetValue(flat, out long place))
        {
            touched.Add(flat);
            touchedNetworks.Add(network);
            placeOf[flat] = place = touched.Count;
        }

        return place;
    }

    private (Tensor Matrix, Tensor Places) Matrix(NetworkInput.Terms sparse, TorchDevice device)
    {
        int most = terms.Max(each => each.Count);
        float[] matrix = new float[networks * rows * most];
        long[] rowPlaces = new long[networks * most];
        for (int n = 0; n < networks; n++)
        {
            foreach ((int term, int place) in terms[n])
            {
                rowPlaces[n * most + place] = Place(n, term, sparse.Sparse);
            }

            foreach ((int row, int place, float value) in entries[n])
            {
                matrix[(n * rows + row) * most + place] += value;
            }
        }

        return (Send(torch.tensor(matrix, [networks, rows, most]), device), Send(torch.tensor(rowPlaces, [networks, most]), device));
    }
}
