using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Exports;

/// <summary>A model with what its numbers mean, ready to leave the program.</summary>
/// <param name="Features">Rows of the kind it reads: names and kinds of the columns count, the rows themselves do not.</param>
/// <param name="Labels">Labels of the kind it predicts: task and class names count.</param>
public sealed record FittedModel(ILearner Learner, IPredictor Model, FeatureTable Features, Labels Labels);
