using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace MlCompare.Datasets.Synthetic;

/// <summary>Rotations drawn uniformly (Haar measure on SO(n)).</summary>
internal static class RandomRotation
{
    /// <summary>
    /// The orthogonal factor of a Gaussian matrix with the signs of the triangular factor's diagonal taken out (Mezzadri 2007), one
    /// column mirrored when the determinant is −1.
    /// </summary>
    public static double[,] Draw(int size, Rng rng)
    {
        double[] values = new double[size * size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = rng.NextGaussian();
        }

        QR<double> factors = Matrix<double>.Build.Dense(size, size, values).QR(QRMethod.Full);
        Matrix<double> rotation = factors.Q;
        for (int j = 0; j < size; j++)
        {
            rotation.SetColumn(j, rotation.Column(j) * Math.Sign(factors.R[j, j]));
        }

        if (rotation.Determinant() < 0)
        {
            rotation.SetColumn(0, -rotation.Column(0));
        }

        return rotation.ToArray();
    }
}
