// An app that has ML.NET asks which model to use, and takes the winner home: dotnet run --project tools/mlnet-app -c Release
#if MLNET
using System.Collections.Immutable;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare;
using MlCompare.Data;
using MlCompare.MLNet.Comparing;
using MlCompare.MLNet.Trainers;
using MlCompare.MLNet.Views;
using MlCompare.MLNetApp;

string folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("mlnet-app-").FullName;
MLContext context = new MLContext(1).AddMlCompare();
IDataView customers = context.Data.LoadFromEnumerable(Customer.Draw(new Rng(5), 1500).ToImmutableArray());

// 1. The comparison: learners by id, the app's own pipeline besides.
Comparison comparison = context.Compare(customers, "Left", new ComparisonOptions
{
    Learners = ["constant", "linear", "boosting", "mlnet-lightgbm", "mlnet-fast-tree"],
    Pipelines = ImmutableDictionary<string, Func<MLContext, IEstimator<ITransformer>>>.Empty
        .Add("ours", context => Customer.Pipeline(context)),
    Sizes = [300, 0],
    Replicates = 3,
});
Console.WriteLine($"winner: {comparison.Answer.Winner}, with {comparison.Answer.Size} rows");

// 2. What came of it: data frames, and the report.
DataFrame trials = comparison.Trials, curves = comparison.Curves, verdicts = comparison.Verdicts;
comparison.SaveReport(Path.Combine(folder, "report.html"));
Console.WriteLine($"{trials.Rows.Count} trials, {trials.Filter(trials.Columns["outcome"].ElementwiseEquals("completed")).Rows.Count} completed");
foreach (DataFrameRow row in curves.Filter(curves.Columns["measure"].ElementwiseEquals("error")).Rows)
{
    Console.WriteLine($"{row["learner"],-16} error {row["mean"]:0.000} ({row["low"]:0.000} to {row["high"]:0.000}) with {row["trainRows"]} rows");
}

foreach (DataFrameRow row in verdicts.Filter(verdicts.Columns["a"].ElementwiseEquals("boosting")).Rows)
{
    Console.WriteLine($"boosting against {row["b"]} ({row["at"]}): {row["decision"]}");
}

// 3. The winner into a file, as any model of ML.NET, and back, in this process or another.
string file = Path.Combine(folder, "winner.zip");
context.Model.Save(comparison.Winner, customers.Schema, file);
ITransformer loaded = new MLContext(2).AddMlCompare().Model.Load(file, out _);
using PredictionEngine<Customer, Verdict> engine = context.Model.CreatePredictionEngine<Customer, Verdict>(loaded);
Verdict verdict = engine.Predict(new Customer { Months = 2, Bill = 90, Plan = "monthly" });
Console.WriteLine($"a new customer with a large bill leaves with probability {verdict.Probability:0.00}");

// 4. Or one learner by hand, in a pipeline like any trainer.
IEstimator<ITransformer> pipeline = context.Transforms.Categorical.OneHotEncoding("PlanSlots", "Plan")
    .Append(context.Transforms.Concatenate("Features", "Months", "Bill", "PlanSlots"))
    .Append(context.BinaryClassification.Trainers.Boosting("Left"));
double accuracy = context.BinaryClassification.CrossValidate(customers, pipeline, 3, "Left").Average(fold => fold.Metrics.Accuracy);
Console.WriteLine($"boosting, cross-validated by ML.NET: accuracy {accuracy:0.000}");
IDataView seen = ((TransformerChain<MlCompareTransformer>)pipeline.Fit(customers)).Transform(customers);
Console.WriteLine($"area under the curve on its own rows {context.BinaryClassification.Evaluate(seen, "Left").AreaUnderRocCurve:0.000}");

// 5. Views, frames and data sets.
Dataset dataset = Dataset.FromDataView(customers, "Left");
DataFrame frame = dataset.ToDataFrame();
Dataset again = Dataset.FromDataFrame(frame, "Label");
IDataView view = again.ToDataView();
Console.WriteLine($"{view.GetRowCount()} rows there and back, {string.Join(", ", again.Features.Columns.Select(column => column.Name))}");
#else
using MlCompare.MLNet;

Console.WriteLine(new MlNetEngine().State.Missing);
#endif
