namespace MlCompare.Learners.Boosting;

/// <summary>A training objective over scores: row × output, row-major. Rows are numbered as in the training set.</summary>
internal abstract class Loss
{
    /// <summary>Trees a round.</summary>
    public abstract int Outputs { get; }

    /// <summary>What an output is to be near to, before any link: a number, or 1 for the class and 0 for others.</summary>
    public abstract double Target(int row, int output);

    /// <summary>The best constant scores for the given rows, one an output.</summary>
    public abstract double[] Start(ReadOnlySpan<int> rows);

    /// <summary>Sets gradients and hessians (output → row) of the given rows.</summary>
    public abstract void Gradients(double[] scores, ReadOnlySpan<int> rows, float[][] gradients, float[][] hessians);

    /// <summary>True when leaves hold <see cref="LeafStep"/> instead of the step of Newton.</summary>
    public virtual bool RenewsLeaves => false;

    /// <summary>What to add to the scores of these rows so that their loss is least, for a loss with one output.</summary>
    public virtual double LeafStep(ReadOnlySpan<int> rows, double[] scores) =>
        throw new NotSupportedException("This loss takes the step of Newton.");

    /// <summary>Mean loss over the given rows.</summary>
    public abstract double Mean(double[] scores, ReadOnlySpan<int> rows);
}
