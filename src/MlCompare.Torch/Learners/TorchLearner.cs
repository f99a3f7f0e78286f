using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Studies;

namespace MlCompare.Torch.Learners;

/// <summary>
/// A network of the embedded engine trained by TorchSharp: the same encoding, layers, schedule and tuned defaults, and a model of the same
/// kind, which predicts and is saved as the embedded engine's. Beside the options of the network it has those of <see cref="TorchOptions"/>.
/// </summary>
/// <param name="network">A learner of the embedded engine.</param>
public abstract class TorchLearner(ILearner network) : ILearner, ISharedFit
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private INetworkRecipe recipe = (INetworkRecipe)network;

    /// <summary>The embedded engine's learner whose networks these are.</summary>
    public ILearner Network => recipe;

    public TorchOptions Settings { get; private set; } = new();

    public string Id => $"torch-{recipe.Id}";

    public string Title => $"{recipe.Title}, TorchSharp";

    public Family Family => recipe.Family;

    public string Engine => "torch";

    public bool StandsForFamily(Modality modality) => false;

    public IReadOnlyList<Hyperparameter> SearchSpace => recipe.SearchSpace;

    public IReadOnlyList<Excuse> Excuses => recipe.Excuses;

    public JsonObject Options
    {
        get
        {
            JsonObject options = recipe.Options;
            foreach ((string key, JsonNode? value) in OwnOptions())
            {
                options[key] = value?.DeepClone();
            }

            return options;
        }
    }

    public ILearner With(JsonObject overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        JsonObject own = OwnOptions(), theirs = [];
        foreach ((string key, JsonNode? value) in overrides)
        {
            (own.ContainsKey(key) ? own : theirs)[key] = value?.DeepClone();
        }

        string? unknown = theirs.Select(pair => pair.Key).FirstOrDefault(key => !recipe.Options.ContainsKey(key));
        if (unknown is not null)
        {
            throw new InputException($"unknown option '{unknown}'", $"learner {Id}", $"use one of: {string.Join(", ", Options.Select(pair => pair.Key))}");
        }

        TorchLearner changed = (TorchLearner)MemberwiseClone();
        changed.recipe = (INetworkRecipe)recipe.With(theirs);
        try
        {
            changed.Settings = own.Deserialize<TorchOptions>(Json)!;
        }
        catch (JsonException error)
        {
            throw new InputException($"option value not understood ({error.Message})", $"learner {Id}", "device is auto, cpu or cuda; precision single or mixed; deterministic true or false");
        }

        return changed;
    }

    public string? Decline(TrainingSet train) => new TorchEngine().State.Missing is string missing
        ? $"TorchSharp is missing: {missing}"
        : recipe.Decline(train)?.Replace(recipe.Id, Id, StringComparison.Ordinal);

    public IPredictor Fit(TrainingSet train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        NetworkFit fit = recipe.Prepare(recipe.EncodedRows(train, context), train, context);
        return TorchFit.Run([fit], Settings, context.Threads, context.Observer, context.Cancel)[0];
    }

    public ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new SharedTorchFits(recipe, Settings, features, cells, context);
    }

    public IPredictor Load(BinaryReader reader) => recipe.Load(reader);

    private JsonObject OwnOptions() => JsonSerializer.SerializeToNode(Settings, Json)!.AsObject();
}
