using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>
/// What learners by kernel ridge regression have in common; each of them is a choice of encoders and of kernels. The solution is
/// exact up to 20,000 rows, by centres and iteration above; sizes and label versions on the same rows share each factor.
/// </summary>
public abstract class KernelMachine<TOptions>(TOptions settings) : Learner<TOptions>(settings), ISharedFit
    where TOptions : class
{
    public override Family Family => Family.Kernel;

    public override bool Forecasts => Kernel.Forecast;

    /// <summary>The same in terms of the plain kernel machine.</summary>
    private protected abstract KernelOptions Kernel { get; }

    /// <summary>Encoded rows and the systems of the centres that would take more than half of the memory.</summary>
    public override string? Decline(TrainingSet train) => train.Count <= Kernel.ExactRows
        ? MatrixRoom.Decline(train.Count, Width(train.Features), copies: 2, AvailableMemory.Bytes)
        : NystromGroup.TakesAll(train.Count, Kernel)
            ? Decline(train.Count, Width(train.Features), IteratedFit.Rank(train.Count), AvailableMemory.Bytes, IteratedFit.Rank(train.Count))
            : Decline(train.Count, Width(train.Features), NystromGroup.Centres(train.Count, Kernel), AvailableMemory.Bytes);

    public override IPredictor Fit(TrainingSet train, FitContext context) =>
        Share(train.Features, [new SharedCell(train.Count, train.Labels, context.Seed)], context).Fit(0, context.Cancel).Model;

    /// <summary>Everything is done here: nested sizes and label versions share each factor.</summary>
    public ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context) =>
        new KernelShare(features, cells, Kernel, context);

    public override IPredictor Load(BinaryReader reader) => KernelPredictor.Load(reader);

    /// <summary>Numbers that a row becomes, about.</summary>
    private protected virtual int Width(FeatureTable features) => features.Width;

    /// <param name="beside">Further numbers kept of each row.</param>
    internal static string? Decline(int rows, int width, int centres, long memory, int beside = 0)
    {
        // Two square systems; design matrix and centred copy.
        double squares = 2.0 * centres * centres * sizeof(float), row = (2.0 * width + beside) * sizeof(float), need = squares + rows * row;
        double fit = Math.Max(0, Math.Floor((memory / 2.0 - squares) / row));
        return rows <= fit ? null : FormattableString.Invariant(
            $"{rows:N0} rows of {width:N0} features need {need / 1e9:0.0} GB; half of the {memory / 1e9:0.0} GB of memory holds {fit:N0} rows");
    }
}
