using MlCompare.Learners.Neural.Autograd;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>Rows of numbers, all of one width.</summary>
internal sealed class DenseRows(int width, float[] numbers, int count) : NetworkRows
{
    public override int Count => count;

    protected override void Fill(ReadOnlySpan<int> rows, Graph graph, Pass pass)
    {
        Span<float> input = graph.Input.Values(pass);
        for (int i = 0; i < rows.Length; i++)
        {
            numbers.AsSpan(rows[i] * width, width).CopyTo(input[(i * width)..]);
        }
    }
}
