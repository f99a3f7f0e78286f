namespace MlCompare.Learners.Encoders;

/// <summary>Puts the sparse rows of several text columns side by side.</summary>
internal static class SparseJoin
{
    public static SparseRows SideBySide(IReadOnlyList<SparseRows> blocks)
    {
        if (blocks.Count == 1)
        {
            return blocks[0];
        }

        int count = blocks[0].Count;
        int[] starts = new int[count + 1];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < count; i++)
        {
            int offset = 0;
            foreach (SparseRows block in blocks)
            {
                foreach (int column in block.Columns(i))
                {
                    columns.Add(offset + column);
                }

                values.AddRange(block.Values(i));
                offset += block.Width;
            }

            starts[i + 1] = columns.Count;
        }

        return new SparseRows(blocks.Sum(block => block.Width), starts, [.. columns], [.. values]);
    }
}
