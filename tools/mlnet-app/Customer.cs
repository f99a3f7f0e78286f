#if MLNET
using Microsoft.ML;

namespace MlCompare.MLNetApp;

/// <summary>A made-up customer: who pays much for a month-to-month plan and has not been here long tends to leave.</summary>
internal sealed class Customer
{
    public float Months { get; set; }

    public float Bill { get; set; }

    public string Plan { get; set; } = "";

    public bool Left { get; set; }

    public static IEnumerable<Customer> Draw(Rng rng, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Customer customer = new() { Months = rng.NextInt(60), Bill = 20 + rng.NextInt(80), Plan = rng.NextDouble() < 0.5 ? "monthly" : "yearly" };
            double pull = customer.Plan == "monthly" ? (customer.Bill / 20) - (customer.Months / 10) : -2;
            customer.Left = rng.NextDouble() < 1 / (1 + Math.Exp(-pull));
            yield return customer;
        }
    }

    /// <summary>What the app had before.</summary>
    public static IEstimator<ITransformer> Pipeline(MLContext context, string label = nameof(Left)) => context.Transforms.Categorical.OneHotEncoding("PlanSlots", nameof(Plan))
        .Append(context.Transforms.Concatenate("Features", nameof(Months), nameof(Bill), "PlanSlots"))
        .Append(context.Transforms.NormalizeMinMax("Features"))
        .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression(label));
}

internal sealed class Verdict
{
    public float Probability { get; set; }
}
#endif
