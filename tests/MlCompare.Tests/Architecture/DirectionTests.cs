using System.Reflection;
using System.Xml.Linq;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Architecture;

/// <summary>The direction of the house: everything points at the vocabulary, nothing points back.</summary>
public class DirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["MlCompare"] = [],
        ["MlCompare.Learners"] = ["MlCompare"],
        ["MlCompare.Reports"] = ["MlCompare"],
        ["MlCompare.Testing"] = ["MlCompare"],

        // The encoders and folds of the embedded boosting: XGBoost must see the same columns and the same split for a fair comparison.
        ["MlCompare.Native"] = ["MlCompare", "MlCompare.Learners"],

        // Encoders and folds again; its fits run in Native's workers, so that a crash or an endless fit ends a worker only.
        // Reports: an app's comparison writes its own page.
        ["MlCompare.MLNet"] = ["MlCompare", "MlCompare.Learners", "MlCompare.Native", "MlCompare.Reports"],

        // Instruments look into networks and kernels; the ledger itself knows no learner.
        ["MlCompare.Claims"] = ["MlCompare", "MlCompare.Learners"],

        // It reads what fitted models of these two hold.
        ["MlCompare.Onnx"] = ["MlCompare", "MlCompare.Learners", "MlCompare.Native"],
        ["MlCompare.OnnxRuntime"] = ["MlCompare"],

        // It trains the embedded engine's networks, on its encoded rows and by its schedules; in Native's workers too.
        ["MlCompare.Torch"] = ["MlCompare", "MlCompare.Learners", "MlCompare.Native"],
        ["MlCompare.Cli"] = ["MlCompare", "MlCompare.Claims", "MlCompare.Learners", "MlCompare.MLNet", "MlCompare.Native", "MlCompare.Onnx", "MlCompare.OnnxRuntime", "MlCompare.Reports", "MlCompare.Torch"],
    };

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        foreach (string project in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            string name = Path.GetFileNameWithoutExtension(project);
            IEnumerable<string> references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.True(Allowed.TryGetValue(name, out string[]? allowed), $"{name} is not in the list of projects and what they may reference");
            Assert.Empty(references.Except(allowed!));
        }
    }

    [Fact]
    public void What_builds_rows_cannot_see_a_learner()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "src/MlCompare/Studies/BlockFactory.cs"));
        Assert.DoesNotContain("Learner", source.Replace("Cannot see the learner", "", StringComparison.Ordinal), StringComparison.Ordinal);
        string[] interventions = Directory.GetFiles(Path.Combine(Repository.Root, "src/MlCompare/Interventions"), "*.cs");
        Assert.NotEmpty(interventions);
        Assert.All(interventions, file => Assert.DoesNotContain("ILearner", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_learner_receives_holds_no_test_labels_and_no_truth()
    {
        HashSet<Type> reachable = [];
        foreach (ParameterInfo parameter in typeof(ILearner).GetMethods().Concat(typeof(IPredictor).GetMethods()).SelectMany(method => method.GetParameters()))
        {
            Reach(parameter.ParameterType, reachable);
        }

        Assert.Contains(typeof(TrainingSet), reachable);
        Assert.DoesNotContain(typeof(Block), reachable);
        Assert.DoesNotContain(typeof(Truth), reachable);
        Assert.DoesNotContain(typeof(Dataset), reachable);
    }

    [Fact]
    public void Report_sections_never_see_a_learner()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src/MlCompare.Reports"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain("ILearner", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static void Reach(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.Namespace?.StartsWith("MlCompare", StringComparison.Ordinal) != true)
        {
            return;
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Reach(field.FieldType, seen);
        }
    }
}
