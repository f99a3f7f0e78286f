using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Torch;

/// <summary>Sources that only a build with Torch compiles must not rot unseen: here they are compiled as well, without libtorch, which nothing of that needs.</summary>
public sealed class TorchBuildTests : IDisposable
{
    private readonly TempFolder folder = new("torch-build");

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Category", "Slow")]
    public void What_needs_torch_compiles()
    {
        (int exitCode, string said) = Build("-p:Torch=bare");
        if (said.Contains("error NU110", StringComparison.Ordinal))
        {
            // The feed has no TorchSharp: its name stands in the message, and nothing else failed.
            Assert.All(said.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)), line => Assert.Contains("TorchSharp", line, StringComparison.Ordinal));
            return;
        }

        Assert.True(exitCode == 0, string.Join('\n', said.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().Take(10)));
        Assert.Contains(nameof(MlCompare.Torch.TorchEngine), Types("MlCompare.Torch"));
        Assert.All((string[])["StackedTraining", "TorchLearner", "LibTorch"], name => Assert.Contains(name, Types("MlCompare.Torch")));
        Assert.Contains("StackedTrainingTests", Types("MlCompare.Tests"));
        Assert.Contains("EngineSpeed", Types("MlCompare.BenchTorch"));
    }

    private (int ExitCode, string Said) Build(string property)
    {
        List<string> said = [];
        foreach (string project in (string[])["tests/MlCompare.Tests", "tools/bench-torch"])
        {
            ProcessStartInfo start = new("dotnet")
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Repository.Root,
                ArgumentList = { "build", project, "-c", "Release", "-nologo", property, $"-p:ArtifactsPath={folder.Path}", "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false" },
            };
            // What the test host was told about its own build must not reach another one.
            foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            {
                start.Environment.Remove(name);
            }

            start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            using Process process = Process.Start(start)!;
            said.Add(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                return (process.ExitCode, said[^1]);
            }
        }

        return (0, string.Concat(said));
    }

    private HashSet<string> Types(string assembly)
    {
        using PEReader file = new(File.OpenRead(Path.Combine(folder.Path, "bin", assembly, "release", $"{assembly}.dll")));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Name))];
    }
}
