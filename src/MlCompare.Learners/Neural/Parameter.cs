namespace MlCompare.Learners.Neural;

/// <summary>One trained array; its gradient and the optimiser's moments exist only where they are asked for.</summary>
/// <param name="rateScale">
/// The learning rate is multiplied by this where rates are relative. Set to the standard deviation of the initial weights, a step changes
/// every layer by the same relative amount, whatever its width (the effect of the neural tangent parametrisation in RealMLP, Holzmüller
/// et al. 2024).
/// </param>
/// <param name="decays">False for biases: weight decay would pull the prediction to zero.</param>
internal sealed class Parameter(float[] value, float rateScale, bool decays)
{
    private float[]? gradient, firstMoment, secondMoment, spread;

    public Parameter(int length, float rateScale, bool decays)
        : this(new float[length], rateScale, decays)
    {
    }

    public float[] Value { get; } = value;

    public float[] Gradient => gradient ??= new float[Value.Length];

    public float[] FirstMoment => firstMoment ??= new float[Value.Length];

    public float[] SecondMoment => secondMoment ??= new float[Value.Length];

    /// <summary>Running variance of the gradient about its running mean, for a gate.</summary>
    public float[] Spread => spread ??= new float[Value.Length];

    public float RateScale { get; } = rateScale;

    public bool Decays { get; } = decays;

    /// <summary>
    /// 0 for what the optimiser trains. Else the value is a running figure: a step moves it by this share towards what the batch showed,
    /// which then stands in <see cref="Gradient"/>.
    /// </summary>
    public float Momentum { get; init; }

    /// <summary>Never changed; its gradient stays 0.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Neither fixed nor a running figure.</summary>
    public bool IsTrained => Momentum == 0 && !IsFixed;

    /// <summary>
    /// Rows of the value whose gradient the last backward pass set, where it does not set all of them (embeddings); the others have none.
    /// </summary>
    public TouchedRows? Touched { get; init; }

    /// <summary>Independent normal values whose standard deviation is the rate scale times <paramref name="share"/>.</summary>
    public void Initialise(Rng rng, float share = 1)
    {
        for (int i = 0; i < Value.Length; i++)
        {
            Value[i] = (float)(share * RateScale * rng.NextGaussian());
        }
    }
}
