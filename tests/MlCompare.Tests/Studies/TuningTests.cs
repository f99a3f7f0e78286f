using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Studies;

public class TuningTests
{
    [Fact]
    public void Better_options_are_found_and_the_default_kept_when_it_is_best()
    {
        Problem problem = Problems.Regression();
        ShiftLearner far = new(new ShiftOptions(Shift: 50)), right = new(new ShiftOptions(Shift: 0));
        ILearner tuned = Tuning.Choose(far, problem.Train, 20, new FitContext(3));
        Assert.True(Math.Abs(tuned.Options["shift"]!.GetValue<double>()) < 30);
        Assert.Equal(0.0, Tuning.Choose(right, problem.Train, 20, new FitContext(3)).Options["shift"]!.GetValue<double>());
    }

    [Fact]
    public void Too_few_rows_keep_the_default()
    {
        ShiftLearner far = new(new ShiftOptions(Shift: 50));
        Assert.Same(far, Tuning.Choose(far, Problems.WithRows(Problems.Regression(), [0, 1, 2]).Train, 5, new FitContext(3)));
    }

    private sealed record ShiftOptions(double Shift = 0);

    /// <summary>Predicts the mean plus a shift: the right shift is 0.</summary>
    private sealed class ShiftLearner(ShiftOptions options) : Learner<ShiftOptions>(options)
    {
        public override string Id => "shift";

        public override string Title => "Shift";

        public override Family Family => Family.Baseline;

        public override IReadOnlyList<Hyperparameter> SearchSpace => [new Hyperparameter.Uniform("shift", -50, 50)];

        public override IPredictor Fit(TrainingSet train, FitContext context) => new Model(train.Labels.Values.Average() + Settings.Shift);

        public override IPredictor Load(BinaryReader reader) => new Model(reader.ReadDouble());

        protected override ILearner Create(ShiftOptions changed) => new ShiftLearner(changed);

        private sealed class Model(double value) : IPredictor
        {
            public Prediction Predict(FeatureTable features) => new([.. Enumerable.Repeat(value, features.Count)], 1);

            public void Save(BinaryWriter writer) => writer.Write(value);
        }
    }
}
