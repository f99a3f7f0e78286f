using MlCompare.Data;
using MlCompare.Interventions.Structure;
using MlCompare.Studies;

namespace MlCompare.Tests.Interventions.Structure;

public class RotatedColumnsTests
{
    [Theory]
    [InlineData(6, 0.25)]
    [InlineData(6, 1.0)]
    [InlineData(7, 0.5)]
    [InlineData(1, 1.0)]
    public void Turn_is_orthogonal(int width, double level)
    {
        float[] turn = RotatedColumns.Turn(width, level, new Rng(5));
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                double product = Enumerable.Range(0, width).Sum(k => (double)turn[i * width + k] * turn[j * width + k]);
                Assert.Equal(i == j ? 1 : 0, product, 1e-5);
            }
        }
    }

    [Fact]
    public void At_level_1_no_column_of_an_even_number_keeps_a_part_of_itself()
    {
        float[] turn = RotatedColumns.Turn(8, 1, new Rng(6));
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(0, turn[i * 8 + i], 1e-6));
    }

    [Fact]
    public void The_part_that_a_column_keeps_falls_with_the_angle()
    {
        foreach (double level in new[] { 0.25, 0.5, 0.75 })
        {
            float[] turn = RotatedColumns.Turn(8, level, new Rng(6));
            Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(Math.Cos(level * Math.PI / 2), turn[i * 8 + i], 1e-6));
        }
    }

    [Fact]
    public void Distances_between_rows_stay_those_of_the_numeric_view()
    {
        Block block = BlocksForTests.Classes(50);
        Block turned = new RotatedColumns().Apply(block, 1, new Rng(3));
        float[] before = new MlCompare.Interventions.NumericView(block.TestFeatures).Of(block.Train.Features);
        int width = before.Length / 50;
        Assert.Equal(width, turned.Train.Features.Columns.Length);
        float[][] after = [.. turned.Train.Features.Columns.Select(column => ((NumericColumn)column).Values)];
        for (int row = 1; row < 50; row++)
        {
            double old = Enumerable.Range(0, width).Sum(j => Math.Pow(before[row * width + j] - before[j], 2));
            double now = after.Sum(values => Math.Pow(values[row] - values[0], 2));
            Assert.Equal(old, now, 1e-3);
        }
    }
}
