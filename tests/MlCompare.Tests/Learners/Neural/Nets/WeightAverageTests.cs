using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Nets;

namespace MlCompare.Tests.Learners.Neural.Nets;

public class WeightAverageTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Rows_of_an_embedding_are_averaged_late_but_as_every_weight_is(double share)
    {
        const int Rows = 6, Width = 3;
        Rng rng = new(4);
        Parameter plain = new(Rows * Width, 1, true), rows = new(Rows * Width, 1, true) { Touched = new TouchedRows(Rows, Width) };
        plain.Initialise(new Rng(1));
        rows.Initialise(new Rng(1));
        WeightAverage average = new([plain, rows]);
        for (int step = 0; step < 40; step++)
        {
            rows.Touched.Clear();
            rows.Touched.Add(rng.NextInt(Rows - 1));
            average.BeforeChange();
            int at = rows.Touched.Rows[0] * Width + rng.NextInt(Width);
            plain.Value[at] = rows.Value[at] = (float)rng.NextGaussian();
            if (step % 3 == 0)
            {
                average.Move(share);
            }

            if (step % 13 == 0)
            {
                average.Settle();
                Assert.All(average.Values[0].Zip(average.Values[1]), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-6));
            }
        }
    }
}
