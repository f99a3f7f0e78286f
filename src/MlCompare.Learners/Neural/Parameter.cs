namespace MlCompare.Learners.Neural;

/// <summary>One trained array; its gradient and the optimiser's moments exist only where they are asked for.</summary>
/// <param name="rateScale">
/// The learning rate is multiplied by this. Set to the standard deviation of the initial weights, a step changes every layer by
/// the same relative amount, whatever its width (the effect of the neural tangent parametrisation in RealMLP, Holzmüller et al. 2024).
/// </param>
/// <param name="decays">False for biases: weight decay would pull the prediction to zero.</param>
internal sealed class Parameter(int length, float rateScale, bool decays)
{
    private float[]? gradient, firstMoment, secondMoment;

    public float[] Value { get; } = new float[length];

    public float[] Gradient => gradient ??= new float[length];

    public float[] FirstMoment => firstMoment ??= new float[length];

    public float[] SecondMoment => secondMoment ??= new float[length];

    public float RateScale { get; } = rateScale;

    public bool Decays { get; } = decays;

    /// <summary>Independent normal values whose standard deviation is the rate scale times <paramref name="share"/>.</summary>
    public void Initialise(Rng rng, float share = 1)
    {
        for (int i = 0; i < Value.Length; i++)
        {
            Value[i] = (float)(share * RateScale * rng.NextGaussian());
        }
    }
}
