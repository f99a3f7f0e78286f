using MlCompare.BenchCommon;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.BenchBoosting;

/// <summary>What every mode needs: our learner, the peers found, a temporary folder, and a line for each bar.</summary>
internal sealed class Bench(ILearner learner, PeerProcess? python, IReadOnlyList<string> peers)
{
    /// <summary>The peer that is XGBoost's C library through the product's own engine, which fits in a worker process.</summary>
    public const string Library = "library";

    public ILearner Learner { get; } = learner;

    public PeerProcess? Python { get; } = python;

    /// <summary>Peers that are asked for and installed: "xgboost" and "hgb" in Python, <see cref="Library"/>.</summary>
    public IReadOnlyList<string> Peers { get; } = peers;

    /// <summary>Runs something on the rows of a block written to a folder of their own, which is removed afterwards.</summary>
    public T WithRows<T>(Block block, Func<string, T> run)
    {
        string folder = Directory.CreateTempSubdirectory("bench-boosting-").FullName;
        try
        {
            RowFiles.Write(folder, block);
            return run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
