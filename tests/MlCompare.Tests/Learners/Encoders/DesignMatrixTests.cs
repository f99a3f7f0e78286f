using MlCompare.Learners.Encoders;

namespace MlCompare.Tests.Learners.Encoders;

public class DesignMatrixTests
{
    private static readonly DesignMatrix Matrix = new(
        3, 2, [1, 2, 3, 4, 5, 6], new SparseRows(9, [0, 2, 2, 3], [4, 8, 0], [0.5f, 1.5f, 2.5f]));

    [Fact]
    public void Chosen_rows_come_in_the_order_asked_for()
    {
        DesignMatrix some = Matrix.Select([2, 1, 0, 2]);
        Assert.Equal([5, 6, 3, 4, 1, 2, 5, 6], some.Dense);
        Assert.Equal((4, 9), (some.Sparse!.Count, some.Sparse.Width));
        Assert.Equal([0], some.Sparse.Columns(0));
        Assert.Equal(0, some.Sparse.Columns(1).Length);
        Assert.Equal([4, 8], some.Sparse.Columns(2));
        Assert.Equal([0.5f, 1.5f], some.Sparse.Values(2));
        Assert.Equal([2.5f], some.Sparse.Values(3));
        Assert.Null(new DesignMatrix(1, 1, [1], null).Select([0]).Sparse);
    }

    [Fact]
    public void Sparse_rows_come_back_from_a_file()
    {
        using MemoryStream file = new();
        Matrix.Sparse!.Save(new BinaryWriter(file));
        file.Position = 0;
        SparseRows loaded = SparseRows.Load(new BinaryReader(file));
        Assert.Equal((3, 9), (loaded.Count, loaded.Width));
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(Matrix.Sparse.Columns(row), loaded.Columns(row));
            Assert.Equal(Matrix.Sparse.Values(row), loaded.Values(row));
        }
    }
}
