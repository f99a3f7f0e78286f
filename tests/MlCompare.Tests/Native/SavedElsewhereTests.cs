using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Native.Libsvm;
using MlCompare.Native.Xgboost;
using MlCompare.Testing;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native;

/// <summary>A model saved here predicts the same in a fresh process.</summary>
public class SavedElsewhereTests
{
    [EngineFact("xgboost")]
    public void Xgboost() => Same(new XgboostLearner().With(new JsonObject { ["earlyStopping"] = false, ["maxRounds"] = 20 }));

    [EngineFact("libsvm")]
    public void Libsvm() => Same(new LibsvmLearner().With(new JsonObject { ["c"] = 3, ["gamma"] = 1 }));

    private static void Same(ILearner learner)
    {
        foreach (Problem problem in new[] { Problems.Table(4), Problems.Regression(), Problems.WithMissing(), Problems.Texts() })
        {
            IPredictor model = learner.Fit(problem.Train, new FitContext(3));
            Assert.Equal(model.Predict(problem.Test).Values, PredictJob.Elsewhere(learner, problem, model));
        }
    }
}
