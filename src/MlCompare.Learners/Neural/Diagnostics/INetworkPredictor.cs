using MlCompare.Data;

namespace MlCompare.Learners.Neural.Diagnostics;

/// <summary>A fitted learner made of networks, which can be looked into.</summary>
public interface INetworkPredictor : IPredictor
{
    /// <summary>One for each network that was trained; none when the rows told nothing. Each call gives functions of their own.</summary>
    IReadOnlyList<NetworkFunction> Networks { get; }

    /// <summary>What the networks read of these rows.</summary>
    NetworkBatch Encode(FeatureTable features);
}
