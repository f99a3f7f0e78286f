using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Studies;

namespace MlCompare.Native.Libsvm;

/// <summary>
/// LIBSVM (Chang and Lin 2011): support vector machines, C-SVC one against one with calibrated probabilities and ε-SVR. The classical
/// kernel method, at its best on a few thousand rows with smooth borders; cost grows with the square of the rows and more.
/// </summary>
public sealed class LibsvmLearner(LibsvmOptions settings) : Learner<LibsvmOptions>(settings)
{
    public LibsvmLearner()
        : this(new LibsvmOptions())
    {
    }

    public override string Id => "libsvm";

    public override string Title => "Support vector machine";

    public override Family Family => Family.Kernel;

    public override string Engine => "libsvm";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("c", 0.1, 1000),
        new Hyperparameter.LogUniform("gamma", 0.1, 10),
        new Hyperparameter.Choice("shape", "gaussian", "laplace"),
        new Hyperparameter.LogUniform("epsilon", 0.01, 0.3),
    ];

    /// <summary>Of a number in the library's form, beside the encoded one.</summary>
    private const double NodeBytes = 16;

    public override string? Decline(TrainingSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (new LibsvmEngine().State.Missing is string missing)
        {
            return $"LIBSVM is missing: {missing}";
        }

        if (train.Count > Settings.MaxRows)
        {
            return FormattableString.Invariant(
                $"{train.Count:N0} rows make {Pairs(train.Count):0.0} billion pairs, and training visits all of them several times; with maxRows = {Settings.MaxRows:N0}, {Settings.MaxRows:N0} rows fit");
        }

        return (Settings.IsPrecomputed ? DeclinePairs(train.Count, AvailableMemory.Bytes) : null)
            ?? MatrixRoom.Decline(train.Features, copies: 1 + NodeBytes / sizeof(float));
    }

    /// <summary>A kernel matrix that would take more than half of the memory.</summary>
    internal static string? DeclinePairs(int rows, long memory)
    {
        double fit = Math.Floor(Math.Sqrt(memory / 2.0 / NodeBytes)), needed = NodeBytes * rows * rows;
        return rows > fit
            ? FormattableString.Invariant($"{rows:N0} rows need a kernel matrix of {needed / 1e9:0.0} GB in the library's form; {fit:N0} rows fit")
            : null;
    }

    public override IPredictor Fit(TrainingSet train, FitContext context) => new LibsvmFit(train, Settings, context).Run();

    public override IPredictor Load(BinaryReader reader) => LibsvmPredictor.Load(reader);

    protected override ILearner Create(LibsvmOptions changed) => new LibsvmLearner(changed);

    protected override void Validate(LibsvmOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        changed.Validate();
    }

    private static double Pairs(int rows) => (double)rows * rows / 2 / 1e9;
}
