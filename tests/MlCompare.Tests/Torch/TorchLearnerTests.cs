using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Native.Workers;
using MlCompare.Testing;
using MlCompare.Tests.Support;
using MlCompare.Torch;
using MlCompare.Torch.Devices;
using MlCompare.Torch.Learners;
using MlCompare.Torch.Networks;
using MlCompare.Torch.Training;
using MlCompare.Learners.Neural.Autograd;

namespace MlCompare.Tests.Torch;

/// <summary>Learners that train through TorchSharp, in workers.</summary>
public class TorchLearnerTests
{
    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(TorchEngine).Assembly);

    public static TheoryData<string> Ids() => [.. TorchEngine.Learners];

    [EngineTheory("torch")]
    [MemberData(nameof(Ids))]
    public void Every_standard_network_is_the_same_function_in_both_engines(string id)
    {
        // Trained by TorchSharp for one pass, so that weights are everywhere.
        ILearner learner = Learners.Get(id).With(new JsonObject { ["epochs"] = 1, ["device"] = "cpu" });
        Problem problem = Problems.All().First(problem => learner.Decline(problem.Train) is null);
        INetworkPredictor model = (INetworkPredictor)learner.Fit(problem.Train, new FitContext(7));
        NetworkFunction network = model.Networks[0];
        NetworkBatch batch = model.Encode(problem.Test);
        float[] wanted = network.Outputs(batch);
        StackedNetwork stack = new(network.Spec, [Graph.Of(network.Spec, [.. network.Weights.Select(array => array.Values)])], TorchSharp.torch.CPU);
        BatchFeed feed = new(network.Spec, batch.Rows, TorchDevice.Choose(DeviceChoice.Cpu));
        using IDisposable plain = TorchSharp.torch.no_grad(), scope = TorchSharp.torch.NewDisposeScope();
        float[] found = stack.Forward(feed.Feed([Enumerable.Range(0, batch.Count).ToArray()], null, [0], false)).contiguous().data<float>().ToArray();
        Assert.Equal(wanted.Length, found.Length);
        Assert.All(wanted.Zip(found), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-4 * Math.Max(1, Math.Abs(pair.First))));
    }

    [EngineFact("torch")]
    public void A_model_tells_its_device_and_predicts_in_a_program_without_torch()
    {
        ILearner learner = Learners.Get("torch-mlp").With(new JsonObject { ["epochs"] = 3 });
        Problem problem = Problems.Table(2);
        IPredictor model = learner.Fit(problem.Train, new FitContext(7));
        Assert.StartsWith("CPU (", model.Device!.Name, StringComparison.Ordinal);
        Assert.InRange(model.Device.PeakBytes, 1 << 20, long.MaxValue);
        Assert.True(model.Device.Seconds > 0);
        using MemoryStream file = new();
        using (BinaryWriter writer = new(file, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            model.Save(writer);
        }

        file.Position = 0;
        // The file is one of the embedded engine's learner.
        IPredictor loaded = ((TorchLearner)learner).Network.Load(new BinaryReader(file));
        Assert.Equal(model.Predict(problem.Test).Values, loaded.Predict(problem.Test).Values);
    }

    [EngineFact("torch")]
    public void An_observer_is_told_every_epoch_of_every_network()
    {
        ILearner learner = Learners.Get("torch-mlp").With(new JsonObject { ["epochs"] = 3, ["members"] = 2, ["earlyStopping"] = false });
        List<TrainingStep> steps = [];
        Problem problem = Problems.Table(2);
        IPredictor watched = learner.Fit(problem.Train, new FitContext(7) { Observer = new Notes(step => { steps.Add(step); step.Model().Predict(problem.Test); }) });
        Assert.Equal([(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3)], steps.Select(step => (step.Network, step.Number)));
        Assert.Equal(learner.Fit(problem.Train, new FitContext(7)).Predict(problem.Test).Values, watched.Predict(problem.Test).Values);
    }

    [EngineFact("torch")]
    public void A_worker_that_dies_fails_its_fit_only()
    {
        ILearner learner = Learners.Get("torch-mlp");
        Problem problem = Problems.Table(2);
        WorkerPool.Watch.Value = process => Process.GetProcessById(process).Kill();
        Assert.Throws<WorkerDiedException>(() => learner.Fit(problem.Train, new FitContext(7)));
        WorkerPool.Watch.Value = null;
        Assert.Equal(80, learner.With(new JsonObject { ["epochs"] = 1 }).Fit(problem.Train, new FitContext(7)).Predict(problem.Test).Count);
    }

    [EngineFact("torch")]
    public void A_gpu_that_is_not_there_and_options_that_are_wrong_are_named()
    {
        ILearner learner = Learners.Get("torch-mlp");
        InputException wrong = Assert.Throws<InputException>(() => learner.With(new JsonObject { ["device"] = "tpu" }));
        Assert.Contains("device is auto, cpu or cuda", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("unknown option 'devise'", Assert.Throws<InputException>(() => learner.With(new JsonObject { ["devise"] = "cpu" })).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => learner.With(new JsonObject { ["width"] = 3 }));
        if (!TorchSharp.torch.cuda.is_available())
        {
            WorkerJobException none = Assert.Throws<WorkerJobException>(() => learner.With(new JsonObject { ["device"] = "cuda" }).Fit(Problems.Table(2).Train, new FitContext(7)));
            Assert.Contains("no GPU of NVIDIA", none.Message, StringComparison.Ordinal);
        }
    }

    private sealed class Notes(Action<TrainingStep> note) : ITrainingObserver
    {
        public void After(TrainingStep step) => note(step);
    }
}
