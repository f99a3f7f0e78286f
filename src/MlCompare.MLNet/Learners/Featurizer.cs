namespace MlCompare.MLNet.Learners;

/// <summary>Whose columns a trainer of ML.NET learns from.</summary>
public enum Featurizer
{
    /// <summary>MlCompare's encoders, which every other learner has too: a comparison of trainers.</summary>
    Embedded,

    /// <summary>ML.NET's own: <c>ReplaceMissingValues</c>, <c>OneHotEncoding</c>, <c>FeaturizeText</c>, as an app of ML.NET would have them: a comparison of pipelines.</summary>
    MlNet,
}

/// <summary>Options with a choice of featuriser, which a study makes by tuning or by <c>featurizer</c>.</summary>
internal interface IFeaturized
{
    Featurizer Featurizer { get; }

    /// <summary>The choice as a part of a search space.</summary>
    static MlCompare.Learners.Hyperparameter Choice { get; } = new MlCompare.Learners.Hyperparameter.Choice("featurizer", "embedded", "ml-net");
}
