// An app that has ML.NET asks which model to use, and takes the winner home: dotnet run --project tools/mlnet-app -c Release
#if MLNET
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using MlCompare;
using MlCompare.MLNet.Comparing;
using MlCompare.MLNet.Trainers;
using MlCompare.MLNetApp;
using MlCompare.Studies;

MLContext context = new MLContext(1).AddMlCompare();
IDataView customers = context.Data.LoadFromEnumerable(Customer.Draw(new Rng(5), 1500).ToImmutableArray());

// 1. The comparison: learners by id, the app's own pipeline besides.
Comparison comparison = context.Compare(customers, nameof(Customer.Left), new ComparisonOptions
{
    Learners = ["constant", "linear", "boosting", "mlnet-lightgbm", "mlnet-fast-tree"],
    Pipelines = ImmutableDictionary<string, Func<MLContext, IEstimator<ITransformer>>>.Empty.Add("ours", Customer.Pipeline),
    Sizes = [300, 0],
    Replicates = 3,
});
foreach (TrialRow row in comparison.Trials.Where(row => row.Outcome != Outcome.Completed))
{
    Console.WriteLine($"{row.Learner} {row.Outcome}: {row.Reason}");
}

foreach (MlCompare.Statistics.Standing standing in comparison.Answer.Standings)
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{standing.Learner,-16} error {standing.Mean:0.000} ({standing.Low:0.000} to {standing.High:0.000}) with {comparison.Answer.Size} rows"));
}

Console.WriteLine($"winner: {comparison.Answer.Winner}; the report: mlcompare report {comparison.Folder}");

// 2. The winner into a file, as any model of ML.NET, and back.
string file = Path.Combine(comparison.Folder, "winner.zip");
context.Model.Save(comparison.Winner, customers.Schema, file);
ITransformer loaded = new MLContext(2).AddMlCompare().Model.Load(file, out _);
using PredictionEngine<Customer, Verdict> engine = context.Model.CreatePredictionEngine<Customer, Verdict>(loaded);
Verdict verdict = engine.Predict(new Customer { Months = 2, Bill = 90, Plan = "monthly" });
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a new customer with a large bill leaves with probability {verdict.Probability:0.00}"));

// 3. Or one learner by hand, in a pipeline like any trainer.
IEstimator<ITransformer> boosting = context.Trainer(new MlCompare.Learners.Boosting.BoostingLearner(), nameof(Customer.Left));
double accuracy = context.BinaryClassification.CrossValidate(customers, boosting, 3, nameof(Customer.Left)).Average(fold => fold.Metrics.Accuracy);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"boosting, cross-validated by ML.NET: accuracy {accuracy:0.000}"));
#else
using MlCompare.MLNet;

Console.WriteLine(new MlNetEngine().State.Missing);
#endif
