using System.Diagnostics;
using System.IO.Compression;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

/// <summary>The packages as their users meet them: packed into a folder, installed from it, used from it.</summary>
[Trait("Category", "Slow")]
public sealed class PackageTests : IDisposable
{
    private static readonly string[] Libraries = ["MlCompare", "MlCompare.Claims", "MlCompare.Learners", "MlCompare.MLNet", "MlCompare.Native", "MlCompare.Onnx", "MlCompare.OnnxRuntime", "MlCompare.Reports", "MlCompare.Testing", "MlCompare.Torch"];

    private readonly TempFolder folder = new("packages");

    private string Feed => Path.Combine(folder.Path, "feed");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Packages_install_from_a_folder_and_do_their_work()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        await Dotnet(Repository.Root, "pack", "MlCompare.sln", "--no-build", "--configuration", configuration, "--output", Feed);
        string version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "MlCompare.Cli.*.nupkg").Single())["MlCompare.Cli.".Length..];
        Assert.Equal(Libraries.Append("MlCompare.Cli").Select(id => $"{id}.{version}.nupkg").Order(), Directory.GetFiles(Feed).Select(Path.GetFileName).Order());
        Assert.All(Libraries, id => Assert.Contains($"lib/net10.0/{id}.xml", Entries(id, version)));
        WriteConfiguration();
        Table();

        await Tool(version);
        await Program(version);
    }

    private async Task Tool(string version)
    {
        string bin = Path.Combine(folder.Path, "bin");
        await Dotnet(folder.Path, "tool", "install", "MlCompare.Cli", "--version", version, "--tool-path", bin);
        string tool = Path.Combine(bin, OperatingSystem.IsWindows() ? "mlcompare.exe" : "mlcompare");
        Assert.Contains("kernel-ridge", await Run(tool, folder.Path, "list", "learners"), StringComparison.Ordinal);

        // Engines found or not: what matters is that the installed tool can start its workers.
        string doctor = await Run(tool, folder.Path, "doctor");
        Assert.Contains("engine xgboost", doctor, StringComparison.Ordinal);
        Assert.DoesNotContain("worker process", doctor, StringComparison.Ordinal);
        string answer = await Run(tool, folder.Path, "compare", "customers.csv", "--sizes", "max", "--noise", "0", "--replicates", "2", "--out", "by-tool");
        Assert.Contains("On customers.csv", answer.Replace("No clear winner on", "On", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(10, ResultStore.Read(Path.Combine(folder.Path, "by-tool")).Rows.Length);
    }

    /// <summary>The program is the one that the packages' own read-me shows.</summary>
    private async Task Program(string version)
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "docs", "package.md"));
        int start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        folder.Write("app/Program.cs", readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);
        folder.Write(
            "app/app.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>"
            + "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup><ItemGroup>"
            + string.Concat(Libraries.Select(id => $"<PackageReference Include=\"{id}\" Version=\"{version}\" />"))
            + "</ItemGroup></Project>");
        string app = Path.Combine(folder.Path, "app");
        await Dotnet(app, "build", "--output", Path.Combine(app, "built"));
        File.Copy(Path.Combine(folder.Path, "customers.csv"), Path.Combine(app, "customers.csv"));
        string said = await Dotnet(app, Path.Combine("built", "app.dll"));
        Assert.Contains("customers.csv", said, StringComparison.Ordinal);
        Assert.Contains("</html>", File.ReadAllText(Path.Combine(app, "out", "report.html")), StringComparison.Ordinal);
    }

    /// <summary>Our packages from the folder, everything else from what restoring this repository has put on the disk: no network.</summary>
    private void WriteConfiguration()
    {
        string known = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        folder.Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><clear /><add key="ours" value="{Feed}" /><add key="known" value="{known}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="ours"><package pattern="MlCompare" /><package pattern="MlCompare.*" /></packageSource>
                <packageSource key="known"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    private void Table()
    {
        Rng rng = new(3);
        folder.Write("customers.csv", "age,visits,churned\n" + string.Concat(Enumerable.Range(0, 150).Select(_ =>
        {
            int age = rng.NextInt(60) + 20;
            int visits = rng.NextInt(30);
            return $"{age},{visits},{(visits < 12 || age > 70 ? "yes" : "no")}\n";
        })));
    }

    private string[] Entries(string id, string version)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{version}.nupkg"));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    private Task<string> Dotnet(string directory, params IEnumerable<string> arguments) => Run("dotnet", directory, arguments);

    private async Task<string> Run(string program, string directory, params IEnumerable<string> arguments)
    {
        ProcessStartInfo info = new(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test host was told about its own build must not reach another one; packages are unpacked where nobody else looks.
        foreach (string name in info.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            info.Environment.Remove(name);
        }

        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        if (directory != Repository.Root)
        {
            info.Environment["NUGET_PACKAGES"] = Path.Combine(folder.Path, "unpacked");
        }

        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', info.ArgumentList)}: {process.ExitCode}\n{output}\n{await error}");
        return output;
    }
}
