namespace MlCompare.Learners.Neural.Autograd;

/// <summary>One step of a <see cref="Graph"/>, with its derivative.</summary>
internal abstract class Op(Tensor input, Tensor output)
{
    public Tensor Input { get; } = input;

    public Tensor Output { get; } = output;

    /// <summary>What training changes; empty for most.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Random weights of their scale; everything else starts at 0.</summary>
    public virtual void Initialise(Rng rng)
    {
        foreach (Parameter parameter in Parameters.Where(parameter => parameter.Decays))
        {
            parameter.Initialise(rng);
        }
    }

    /// <summary>Sets the output's values from the input's.</summary>
    public abstract void Forward(Pass pass);

    /// <summary>
    /// Sets the gradients of the parameters, and the input's slopes where it needs them, from the output's slopes. Follows a
    /// <see cref="Forward"/> of the same pass, which it leaves as it is: other slopes can be sent back after it.
    /// </summary>
    public abstract void Backward(Pass pass);
}
