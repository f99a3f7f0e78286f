using System.Diagnostics;
using MlCompare.Learners;
using MlCompare.Tests.Support;
using MlCompare.Torch;

namespace MlCompare.Tests.Torch;

/// <summary>Built with TorchSharp its learners are there; without, everything that lists learners says so.</summary>
public class TorchEngineTests
{
    [Fact]
    public void Its_learners_are_found_or_named_as_lacking()
    {
        string[] found = [.. Catalog.Scan<ILearner>(typeof(TorchEngine).Assembly).All.Where(learner => learner.Engine == "torch").Select(learner => learner.Id)];
        IEngine engine = new TorchEngine();
#if TORCH
        Assert.Equal(TorchEngine.Learners, found);
        Assert.Empty(engine.LackingLearners);
        Assert.Matches(engine.State.Missing is null ? @"^[0-9.]+ with libtorch [0-9.]+, on .+" : "^$", engine.State.Version ?? "");
#else
        Assert.Empty(found);
        Assert.Equal(TorchEngine.Learners, engine.LackingLearners);
        Assert.Contains("dotnet build -p:Torch=cpu", engine.State.Missing, StringComparison.Ordinal);
#endif
    }

    [Fact]
    public void The_classifier_of_mlnet_is_found_or_named_as_lacking()
    {
        string[] found = [.. Catalog.Scan<ILearner>(typeof(TorchEngine).Assembly).All.Where(learner => learner.Engine == new NasBertEngine().Id).Select(learner => learner.Id)];
        IEngine engine = new NasBertEngine();
#if TORCH && MLNET
        Assert.Equal([NasBertEngine.Learner], found);
        Assert.Empty(engine.LackingLearners);
#else
        Assert.Empty(found);
        Assert.Equal([NasBertEngine.Learner], engine.LackingLearners);
        Assert.Contains("dotnet build -p:Torch=cpu -p:MlNet=on", engine.State.Missing, StringComparison.Ordinal);
#endif
    }

    [Fact]
    public void What_lists_engines_names_it_and_its_learners()
    {
        (int exitCode, string said, _) = MlCompareProcess.Run("doctor");
        Assert.Equal(0, exitCode);
        Assert.All(TorchEngine.Learners.Append(NasBertEngine.Learner), learner => Assert.Contains(learner, said, StringComparison.Ordinal));
        Assert.Matches(new TorchEngine().State.Missing is null ? "engine torch +ok .* with libtorch" : "engine torch +missing", said);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_value_that_is_not_understood_is_named()
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { "msbuild", Path.Combine(Repository.Root, "src/MlCompare.Torch/MlCompare.Torch.csproj"), "-nologo", "-t:CheckTorch", "-p:Torch=gpu" },
        };
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("-p:Torch=gpu is not understood: give cpu, cuda, bare or off", said, StringComparison.Ordinal);
    }
}
