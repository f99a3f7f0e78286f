using MlCompare.Measures;
using MlCompare.Testing;

namespace MlCompare.Tests.Contracts;

public class MeasureContractTests
{
    private static readonly Catalog<IMeasure> Measures = Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly);

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (IMeasure measure in Measures.All)
        {
            foreach (Check<IMeasure> check in MeasureContract.Checks)
            {
                cases.Add(measure.Id, check.Promise);
            }
        }

        return cases;
    }

    public static TheoryData<string> Promises() => [.. MeasureContract.Checks.Select(check => check.Promise)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Measure_keeps_its_promise(string id, string promise) => Assert.Null(Find(promise).Run(Measures.Get(id)));

    [Theory]
    [MemberData(nameof(Promises))]
    public void Broken_twin_fails_the_promise(string promise) => Assert.NotNull(Find(promise).Run(new DefectiveMeasure(promise)));

    private static Check<IMeasure> Find(string promise) => MeasureContract.Checks.Single(check => check.Promise == promise);

    /// <summary>Root mean squared error with one defect.</summary>
    private sealed class DefectiveMeasure(string broken) : IMeasure
    {
        private readonly IMeasure sound = Measures.Get("rmse");

        public string Id => "defective";

        public string Title => "Defective";

        public Direction Direction => broken == MeasureContract.PerfectIsBest ? Direction.HigherIsBetter : sound.Direction;

        public MeasureRange Range => broken == MeasureContract.InRange ? MeasureRange.Share : sound.Range;

        public bool Supports(TaskKind task) => sound.Supports(task);

        public double? Compute(Evidence evidence)
        {
            double? value = sound.Compute(evidence);
            switch (broken)
            {
                case MeasureContract.Finite:
                    return double.NaN;
                case MeasureContract.OrderFree:
                    return value + evidence.Prediction.Values[0];
                case MeasureContract.Unchanged:
                    evidence.Prediction.Values[0] += 1;
                    return value;
                default:
                    return value;
            }
        }
    }
}
