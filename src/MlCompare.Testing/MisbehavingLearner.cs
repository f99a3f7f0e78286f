using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Testing;

/// <summary>How likely a fit goes wrong in which way; the rest of them work.</summary>
/// <param name="Throws">An exception.</param>
/// <param name="Sleeps">Waits until it is cancelled.</param>
/// <param name="Hangs">An endless loop that nobody can cancel.</param>
/// <param name="HangsLater">The same on predicting.</param>
/// <param name="AnswersNaN">Predictions that are no numbers.</param>
/// <param name="Allocates">Takes memory without end.</param>
/// <param name="Segfaults">Writes where no memory is.</param>
/// <param name="Overflows">Recursion without end.</param>
public sealed record MisbehavingOptions(
    double Throws = 0,
    double Sleeps = 0,
    double Hangs = 0,
    double HangsLater = 0,
    double AnswersNaN = 0,
    double Allocates = 0,
    double Segfaults = 0,
    double Overflows = 0);

/// <summary>
/// A learner that exists to be survived: it predicts a constant, or misbehaves as its options say, drawn from its seed and number of rows.
/// Only to be run where it can do no harm; it says itself that it is unsafe.
/// </summary>
public sealed class MisbehavingLearner(MisbehavingOptions settings) : Learner<MisbehavingOptions>(settings)
{
    private const int Block = 16 << 20;

    public MisbehavingLearner()
        : this(new MisbehavingOptions())
    {
    }

    public override string Id => "misbehaving";

    public override string Title => "Misbehaving";

    public override Family Family => Family.Baseline;

    public override bool IsUnsafe => true;

    public override IReadOnlyList<Hyperparameter> SearchSpace => [];

    public override IPredictor Fit(TrainingSet train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        double drawn = new Rng(Seeds.From(context.Seed, "mischief", train.Count)).NextDouble();
        (double Share, Func<double> Act)[] mischief =
        [
            (Settings.Throws, () => throw new InvalidOperationException("it was in the mood")),
            (Settings.Sleeps, () => Sleep(context.Cancel)),
            (Settings.Hangs, Hang),
            (Settings.HangsLater, () => double.PositiveInfinity),
            (Settings.AnswersNaN, () => double.NaN),
            (Settings.Allocates, Allocate),
            (Settings.Segfaults, Segfault),
            (Settings.Overflows, () => Overflow(1)),
        ];
        foreach ((double share, Func<double> act) in mischief)
        {
            if (drawn < share)
            {
                return new Model(act(), Math.Max(1, train.Labels.ClassCount));
            }

            drawn -= share;
        }

        return new Model(0, Math.Max(1, train.Labels.ClassCount));
    }

    public override IPredictor Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Model(reader.ReadDouble(), reader.ReadInt32());
    }

    protected override ILearner Create(MisbehavingOptions changed) => new MisbehavingLearner(changed);

    private static double Sleep(CancellationToken cancel)
    {
        cancel.WaitHandle.WaitOne();
        throw new OperationCanceledException(cancel);
    }

    private static double Hang()
    {
        while (true)
        {
            Thread.Sleep(100);
        }
    }

    private static double Allocate()
    {
        List<byte[]> all = [];
        while (true)
        {
            byte[] more = GC.AllocateUninitializedArray<byte>(Block);
            more.AsSpan().Fill(1);
            all.Add(more);
        }
    }

    private static double Segfault()
    {
        Marshal.WriteInt32(unchecked((nint)0x7000_0000_1000), 1);
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static double Overflow(double depth) => Overflow(depth + 1) + depth;

    private sealed class Model(double value, int columns) : IPredictor
    {
        public Prediction Predict(FeatureTable features)
        {
            double each = double.IsInfinity(value) ? Hang() : columns == 1 ? value : double.IsNaN(value) ? value : 1.0 / columns;
            double[] values = new double[features.Count * columns];
            Array.Fill(values, each);
            return new Prediction(values, columns);
        }

        public void Save(BinaryWriter writer)
        {
            writer.Write(value);
            writer.Write(columns);
        }
    }
}
