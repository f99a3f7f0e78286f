using MlCompare.Learners;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Theory;

/// <summary>
/// <see cref="TwinFit"/> over replicates, with 95 % intervals: how much of the label noise a learner takes up, and how much of that shows on new rows.
/// Memorising is no harm in itself: the claim that memorised noise stays invisible holds where much is absorbed <em>and</em> little of it leaks.
/// </summary>
/// <param name="Twins">One for each block, in order.</param>
/// <param name="Leak">Over the replicates that absorb enough for a ratio; its count tells how many.</param>
public sealed record NoiseFate(
    string Learner, Family Family, IReadOnlyList<TwinFit> Twins, MeanInterval Absorbed, MeanInterval Fitted, MeanInterval Visible, MeanInterval Leak)
{
    // Our own thresholds: 0.8 of the noise's energy counts as memorised, a leak of at most 0.1 as hidden.
    private const double Memorised = 0.8, Hidden = 0.1;

    /// <summary>Is noise memorised and yet hidden? True or false where the intervals say so, null where they do not.</summary>
    public bool? HidesWhatItMemorises =>
        Absorbed.Low >= Memorised && Leak.High <= Hidden ? true
        : Absorbed.High < Memorised || Leak.Low > Hidden ? false
        : null;

    /// <param name="blocks">One a replicate, each with noise.</param>
    /// <param name="splitRatio">See <see cref="MeanInterval"/>: 0 for fresh draws, test rows / pool rows for re-splits of one finite set.</param>
    public static NoiseFate Of(ILearner learner, IEnumerable<Block> blocks, ulong seed, double splitRatio = 0, CancellationToken cancel = default)
    {
        TwinFit[] twins = [.. blocks.Select((block, replicate) => TwinFit.Of(learner, block, Seeds.From(seed, "replicate", replicate), cancel))];
        return new NoiseFate(
            learner.Id,
            learner.Family,
            twins,
            Interval(twin => twin.Absorbed - twin.TrainFloor),
            Interval(twin => twin.Fitted),
            Interval(twin => Math.Max(0, twin.Visible - twin.TestFloor)),
            MeanInterval.Of([.. twins.Where(twin => twin.Leak is not null).Select(twin => twin.Leak!.Value)], splitRatio));

        MeanInterval Interval(Func<TwinFit, double> of) => MeanInterval.Of([.. twins.Select(of)], splitRatio);
    }
}
