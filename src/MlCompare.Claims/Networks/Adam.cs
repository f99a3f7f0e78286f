namespace MlCompare.Claims.Networks;

/// <summary>Adam (Kingma and Ba 2015).</summary>
internal sealed class Adam(int count, double rate)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly double[] mean = new double[count], square = new double[count];
    private int steps;

    public void Step(double[] parameters, double[] gradient)
    {
        steps++;
        double c1 = 1 - Math.Pow(Beta1, steps), c2 = 1 - Math.Pow(Beta2, steps);
        for (int i = 0; i < parameters.Length; i++)
        {
            double g = gradient[i];
            mean[i] += (1 - Beta1) * (g - mean[i]);
            square[i] += (1 - Beta2) * (g * g - square[i]);
            parameters[i] -= rate * mean[i] / c1 / (Math.Sqrt(square[i] / c2) + Epsilon);
        }
    }
}
