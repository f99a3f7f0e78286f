using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Contracts;

/// <summary>The deliberately broken twins: a sound learner with one defect, named by the promise that it breaks.</summary>
internal sealed class DefectiveLearner(ILearner sound, string broken) : ILearner, ISharedFit
{
    private static int fits;

    public string Id => sound.Id;

    public string Title => sound.Title;

    public Family Family => sound.Family;

    public string Engine => sound.Engine;

    public bool StandsForFamily(Modality modality) => sound.StandsForFamily(modality);

    public JsonObject Options
    {
        get
        {
            JsonObject options = sound.Options;
            if (broken == LearnerContract.OptionsInKey)
            {
                options["ghost"] = true;
            }

            return options;
        }
    }

    public IReadOnlyList<Hyperparameter> SearchSpace => sound.SearchSpace;

    public IReadOnlyList<Excuse> Excuses => [];

    public ILearner With(JsonObject overrides)
    {
        overrides = overrides.DeepClone().AsObject();
        overrides.Remove("ghost");
        return new DefectiveLearner(sound.With(overrides), broken);
    }

    public string? Decline(TrainingSet train) => sound.Decline(train);

    public IPredictor Fit(TrainingSet train, FitContext context)
    {
        int threads = context.Threads;
        switch (broken)
        {
            case LearnerContract.Cancels:
                // The asking may come late on a busy machine.
                context.Cancel.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
                Thread.Sleep(1500);
                context = context with { Cancel = CancellationToken.None };
                break;
            case LearnerContract.InputsUntouched:
                Scribble(train.Features.Columns[0]);
                break;
            case LearnerContract.Degenerate when train.Count < 5:
                throw new DivideByZeroException("too few rows");
            case LearnerContract.BeatsMajority:
                train = train with { Labels = train.Labels.Select(new Rng(1).Permutation(train.Count)) };
                break;
            case LearnerContract.Threads:
                context = new FitContext(context.Seed, context.Cancel);
                train = train with { Labels = train.Labels.Select([.. Enumerable.Range(0, train.Count).Select(row => Math.Max(row, threads - 1))]) };
                break;
            default:
                break;
        }

        return new Model(sound.Fit(train, context), broken, Interlocked.Increment(ref fits));
    }

    /// <summary>Gives every cell the labels of the first that has as many rows.</summary>
    public ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context) =>
        new Mixed([.. cells.Select(cell => cells.First(other => other.Rows == cell.Rows))], features, this);

    public IPredictor Load(BinaryReader reader)
    {
        IPredictor loaded = sound.Load(reader);
        return broken == LearnerContract.SaveLoad ? new Model(loaded, LearnerContract.SameSeed, 1) : loaded;
    }

    private static void Scribble(Column column)
    {
        switch (column)
        {
            case NumericColumn numeric:
                numeric.Values[0] += 1;
                break;
            case ImageColumn image:
                image.Pixels[0][0] += 1;
                break;
            case TextColumn text:
                text.Values[0] += "!";
                break;
            case WaveformColumn wave:
                wave.Samples[0][0] += 1;
                break;
            default:
                break;
        }
    }

    private sealed class Mixed(SharedCell[] cells, FeatureTable features, ILearner learner) : ISharedWork
    {
        public SharedModel Fit(int cell, CancellationToken cancel) => new(
            learner.Fit(new TrainingSet(features.Head(cells[cell].Rows), cells[cell].Labels), new FitContext(cells[cell].Seed, cancel)), null);
    }

    private sealed class Model(IPredictor sound, string broken, int fit) : IPredictor, IShapley
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<float, double[]> remembered = [];
        private int running;

        public void Save(BinaryWriter writer) => sound.Save(writer);

        public long Leaves => 1;

        /// <summary>Credits nobody, although the predictions differ from row to row.</summary>
        public Attributions Attribute(FeatureTable features)
        {
            int columns = sound.Predict(features).Columns;
            return new Attributions(new double[features.Count * columns * features.Width], features.Width, new double[columns], Link.Identity);
        }

        public Prediction Predict(FeatureTable features)
        {
            Prediction honest = sound.Predict(features);
            double[] values = [.. honest.Values];
            int columns = honest.Columns;
            switch (broken)
            {
                case LearnerContract.SameSeed:
                    Blend(values, columns, 0, 1e-3 * (fit % 10 + 1));
                    break;
                case LearnerContract.Probabilities:
                    values[0] *= 1.001;
                    values[^1] = columns == 1 ? double.NaN : values[^1];
                    break;
                case LearnerContract.RowAlone when features.Count > 1:
                    Blend(values, columns, 0, 1e-9);
                    break;
                case LearnerContract.Relabelling:
                    Blend(values, columns, 0, 1e-4);
                    break;
                case LearnerContract.ReorderingFeatures when features.Columns[0].Name == "x0":
                    Blend(values, columns, 0, 0.01);
                    break;
                case LearnerContract.Missing when features.Columns.OfType<NumericColumn>().Any(column => column.Values.Any(float.IsNaN)):
                    Array.Fill(values, double.NaN);
                    break;
                case LearnerContract.UselessLast:
                    FollowUseless(values, columns, features);
                    break;
                case LearnerContract.ParallelPredict:
                    // Waits for company, so that the race is lost for certain where there is one.
                    bool crowded = Interlocked.Increment(ref running) > 1 || SpinWait.SpinUntil(() => Volatile.Read(ref running) > 1, 30);
                    Blend(values, columns, 0, crowded ? 1e-3 : 0);
                    Thread.Sleep(30);
                    Interlocked.Decrement(ref running);
                    break;
                default:
                    break;
            }

            return new Prediction(values, columns);
        }

        /// <summary>Moves every row a little towards one class; a target moves by the share of itself.</summary>
        private static void Blend(double[] values, int columns, int towards, double share)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = columns == 1
                    ? values[i] * (1 + share)
                    : values[i] * (1 - share) + (i % columns == towards ? share : 0);
            }
        }

        /// <summary>Knows rows again by the useless column, as by an identifier, and gives the answer that it gave first.</summary>
        private void FollowUseless(double[] values, int columns, FeatureTable features)
        {
            if (features.Columns.FirstOrDefault(column => column.Name == "useless") is not NumericColumn useless)
            {
                return;
            }

            for (int row = 0; row < features.Count; row++)
            {
                Span<double> mine = values.AsSpan(row * columns, columns);
                remembered.GetOrAdd(useless.Values[row], mine.ToArray()).CopyTo(mine);
            }
        }
    }
}
