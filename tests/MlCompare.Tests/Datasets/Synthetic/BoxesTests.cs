using MlCompare.Data;
using MlCompare.Datasets.Synthetic;

namespace MlCompare.Tests.Datasets.Synthetic;

public class BoxesTests
{
    [Fact]
    public void The_rule_has_no_noise() => Assert.Equal(0, SyntheticDatasetTests.BayesRisk(SyntheticDatasetTests.Load("axis-boxes").Truth!));

    [Fact]
    public void Half_of_all_rows_lie_above_the_stored_threshold()
    {
        // A stored constant of another rule would cut elsewhere: 20,000 fresh rows, four standard deviations, and the atom at the median.
        (_, Labels labels, _) = new AxisBoxes().Draw(20000, 99);
        Assert.InRange(labels.Classes.Average(), 0.47, 0.52);
    }

    [Fact]
    public void Only_the_first_six_columns_matter()
    {
        (FeatureTable features, Labels labels, _) = new AxisBoxes().Draw(20000, 5);
        double Correlation(int j) => Math.Abs(Enumerable.Range(0, 20000)
            .Average(i => ((NumericColumn)features.Columns[j]).Values[i] * (labels.Classes[i] - 0.5)) / (0.5 * Math.Sqrt(1.0 / 3)));
        // Under no relation a correlation of 20,000 rows has a standard deviation of 0.007.
        Assert.All(Enumerable.Range(6, 14), j => Assert.True(Correlation(j) <= 0.03));
        Assert.True(Enumerable.Range(0, 6).Max(Correlation) > 0.05);
    }

    [Fact]
    public void Rotated_boxes_are_the_same_rows_turned()
    {
        RotatedBoxes rotated = new();
        (FeatureTable plain, Labels labels, _) = new AxisBoxes().Draw(100, 5);
        (FeatureTable turned, Labels same, _) = rotated.Draw(100, 5);
        Assert.Equal(labels.Classes, same.Classes);
        for (int j = 0; j < AxisBoxes.Width; j++)
        {
            for (int row = 0; row < 100; row++)
            {
                double expected = Enumerable.Range(0, AxisBoxes.Width)
                    .Sum(k => ((NumericColumn)plain.Columns[k]).Values[row] * rotated.Rotation[k, j]);
                Assert.True(Math.Abs(expected - ((NumericColumn)turned.Columns[j]).Values[row]) <= 1e-5);
            }
        }
    }

    [Fact]
    public void The_rotation_is_one()
    {
        MathNet.Numerics.LinearAlgebra.Matrix<double> turn =
            MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(new RotatedBoxes().Rotation);
        Assert.True(Math.Abs(turn.Determinant() - 1) <= 1e-9);
        Assert.True((turn.TransposeThisAndMultiply(turn) - MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseIdentity(20)).L2Norm() <= 1e-9);
    }

    [Fact]
    public void Another_task_seed_is_another_rule_on_the_same_rows()
    {
        AxisBoxes other = new() { TaskSeed = 8 };
        Assert.Equal("axis-boxes-task-8", other.Id);
        (FeatureTable plain, Labels labels, _) = new AxisBoxes().Draw(500, 5);
        (FeatureTable same, Labels others, _) = other.Draw(500, 5);
        Assert.Equal(((NumericColumn)plain.Columns[0]).Values, ((NumericColumn)same.Columns[0]).Values);
        Assert.NotEqual(labels.Classes, others.Classes);
        Assert.InRange(others.Classes.Average(), 0.3, 0.6);
    }

    [Fact]
    public void Stored_threshold_is_the_estimated_one()
    {
        double threshold = new AxisBoxes().EstimateThreshold();
        Assert.True(Math.Abs(threshold - 0.3738506379273827) <= 1e-9, $"{threshold:R}");
    }
}
