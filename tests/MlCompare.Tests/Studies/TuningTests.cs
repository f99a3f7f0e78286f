using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
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

    [Fact]
    public void A_draw_that_fails_has_lost_and_the_search_goes_on()
    {
        Problem problem = Problems.Regression();
        ILearner tuned = Tuning.Choose(new ShiftLearner(new ShiftOptions(Shift: 50, FailAbove: 20)), problem.Train, 20, new FitContext(3));
        Assert.True(Math.Abs(tuned.Options["shift"]!.GetValue<double>()) <= 20);
    }

    [Fact]
    public void Every_row_of_few_is_held_out_once_and_a_fifth_of_many()
    {
        FeatureTable all = Problems.Regression().Train.Features;
        foreach ((int rows, int fits) in ((int, int)[])[(200, 5), (1000, 1)])
        {
            List<int> seen = [];
            TrainingSet train = Problems.WithRows(Problems.Regression(), [.. Enumerable.Range(0, rows).Select(row => row % all.Count)]).Train;
            Tuning.Choose(new ShiftLearner(new ShiftOptions()) { Fitted = seen.Add }, train, 0, new FitContext(3));
            Assert.Equal(Enumerable.Repeat(rows * 4 / 5, fits), seen);
        }
    }

    [Fact]
    public void Tuned_learners_take_part_beside_their_defaults()
    {
        Catalog<ILearner> learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly);
        Study study = new() { Name = "s", Datasets = ["d"], Learners = [new("constant"), new("linear"), new("boosting", Alias: "trees")], Tune = 7, Sizes = [0], Noise = [0] };
        Assert.Equal(
            [("constant", 0), ("linear", 0), ("linear-tuned", 7), ("trees", 0), ("trees-tuned", 7)],
            StudyPlanner.Contestants(study, learners).Select(one => (one.Name, one.Draws)));
        Assert.Equal(
            ["trees linear", "trees-tuned linear-tuned", "trees-tuned trees", "linear-tuned linear"],
            StandardContrasts.For(study, TaskKind.Binary, learners).Select(contrast => $"{contrast.A} {contrast.B}"));
        StudyValidation.Check(study with { Contrasts = StandardContrasts.For(study, TaskKind.Binary, learners) });
        Study clash = study with { Learners = [new("linear"), new("boosting", Alias: "linear-tuned")] };
        Assert.Contains("'linear-tuned' is used twice", Assert.Throws<InputException>(() => StudyPlanner.Contestants(clash, learners)).Message);
    }

    private sealed record ShiftOptions(double Shift = 0, double FailAbove = double.PositiveInfinity);

    /// <summary>Predicts the mean plus a shift: the right shift is 0.</summary>
    private sealed class ShiftLearner(ShiftOptions options) : Learner<ShiftOptions>(options)
    {
        public override string Id => "shift";

        public override string Title => "Shift";

        public override Family Family => Family.Baseline;

        public override IReadOnlyList<Hyperparameter> SearchSpace => [new Hyperparameter.Uniform("shift", -50, 50)];

        public Action<int> Fitted { get; init; } = _ => { };

        public override IPredictor Fit(TrainingSet train, FitContext context)
        {
            Fitted(train.Count);
            return Math.Abs(Settings.Shift) > Settings.FailAbove
                ? throw new ArithmeticException("too far")
                : new Model(train.Labels.Values.Average() + Settings.Shift);
        }

        public override IPredictor Load(BinaryReader reader) => new Model(reader.ReadDouble());

        protected override ILearner Create(ShiftOptions changed) => new ShiftLearner(changed);

        private sealed class Model(double value) : IPredictor
        {
            public Prediction Predict(FeatureTable features) => new([.. Enumerable.Repeat(value, features.Count)], 1);

            public void Save(BinaryWriter writer) => writer.Write(value);
        }
    }
}
