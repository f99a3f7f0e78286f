using System.Text;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Native.Workers;
using MlCompare.Native.Xgboost;
using MlCompare.Testing;

namespace MlCompare.Tests.Native;

/// <summary>Loads a saved model in a process that has not fitted it, and predicts a problem of the contracts.</summary>
public sealed class PredictJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        ILearner learner = Catalog.Scan<ILearner>(typeof(XgboostLearner).Assembly).Get(request.ReadString());
        string problem = request.ReadString();
        IPredictor model = learner.Load(request);
        NumberArrays.Save<double>(response, model.Predict(Problems.All().Single(item => item.Name == problem).Test).Values);
    }

    /// <summary>The same from this side, with the model saved here.</summary>
    public static double[] Elsewhere(ILearner learner, Problem problem, IPredictor model)
    {
        using BinaryReader answer = WorkerPool.Run<PredictJob>(
            request =>
            {
                request.Write(learner.Id);
                request.Write(problem.Name);
                using BinaryWriter writer = new(request.BaseStream, Encoding.UTF8, leaveOpen: true);
                model.Save(writer);
            },
            default);
        return NumberArrays.Load<double>(answer);
    }
}
