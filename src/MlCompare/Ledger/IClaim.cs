namespace MlCompare.Ledger;

/// <summary>How much is spent.</summary>
public enum Scale
{
    /// <summary>Small sizes and few replicates: wide intervals, and many verdicts left open.</summary>
    Quick,
    Full,
}

/// <summary>How the questions of a claim make its verdict.</summary>
public enum Combination
{
    /// <summary>Confirmed when all are, refuted when one is.</summary>
    All,
    /// <summary>Confirmed when one is, refuted when all are.</summary>
    Any,
}

/// <summary>
/// A public claim as an experiment that can fail: one class in one file, found by <see cref="Catalog.Scan{T}"/>. It says what is measured and
/// which figures would confirm it; the verdict is computed by <see cref="Posterior"/> and <see cref="LedgerJudge"/>, the same for all claims.
/// </summary>
public interface IClaim : INamed
{
    /// <summary>The claim in plain words.</summary>
    string Words { get; }

    /// <summary>Who says so: discussion or paper.</summary>
    string Source { get; }

    /// <summary>What is done.</summary>
    string Experiment { get; }

    /// <summary>What would refute it.</summary>
    string Refuter { get; }

    /// <summary>Why it cannot be tried here; null when it can, and then there are questions.</summary>
    string? NotRun { get; }

    Combination Combination { get; }

    /// <summary>Replicates: at least ten where a verdict is to be quoted.</summary>
    int Replicates(Scale scale);

    IReadOnlyList<Question> Questions(Scale scale);

    /// <summary>What is drawn; null: the figures of the questions against their bounds.</summary>
    ChartPlan? Chart(Scale scale);
}

/// <summary>
/// Base of the claims: twenty replicates, six when it must be quick, all questions must hold. A trial with five left a third of the verdicts open; six and
/// twenty are what two cores do in ten and ninety minutes, and claims that were open and cost little ask for more.
/// </summary>
public abstract class Claim : IClaim
{
    public abstract string Id { get; }

    public abstract string Words { get; }

    public abstract string Source { get; }

    public abstract string Experiment { get; }

    public abstract string Refuter { get; }

    public virtual string? NotRun => null;

    public virtual Combination Combination => Combination.All;

    public virtual int Replicates(Scale scale) => scale == Scale.Quick ? 6 : 20;

    public abstract IReadOnlyList<Question> Questions(Scale scale);

    public virtual ChartPlan? Chart(Scale scale) => null;
}

/// <summary>A claim that cannot be tried here, listed with the reason.</summary>
public abstract class UntestedClaim : Claim
{
    public override string Experiment => "None here.";

    public override string Refuter => "Nothing that runs here.";

    public abstract override string NotRun { get; }

    public sealed override IReadOnlyList<Question> Questions(Scale scale) => [];
}
