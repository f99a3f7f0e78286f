namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// The same rows and labels as <see cref="AxisBoxes"/>, the columns turned by a random rotation. Expect boosting to lose its lead, while
/// neural networks and kernel methods, which hardly notice rotations, stay where they were.
/// </summary>
public sealed class RotatedBoxes : AxisBoxes
{
    private readonly Lazy<double[,]> rotation;

    public RotatedBoxes()
        : base("rotated-boxes") => rotation = new Lazy<double[,]>(() => RandomRotation.Draw(Width, TaskRng("rotation")));

    public override string Title => "Rotated boxes";

    public override string Description =>
        "The axis-aligned boxes with the columns turned by a random rotation; no label noise. Neural networks should win.";

    /// <summary>The rotation, columns × columns: a row x becomes x · R.</summary>
    public double[,] Rotation => rotation.Value;

    private protected override float[] Place(float[] rows)
    {
        double[,] turn = rotation.Value;
        float[] turned = new float[rows.Length];
        for (int start = 0; start < rows.Length; start += Width)
        {
            for (int j = 0; j < Width; j++)
            {
                double sum = 0;
                for (int k = 0; k < Width; k++)
                {
                    sum += rows[start + k] * turn[k, j];
                }

                turned[start + j] = (float)sum;
            }
        }

        return turned;
    }
}
