using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlCompare.Studies;

namespace MlCompare.Learners;

/// <summary>
/// Turns an options record into the JSON side of <see cref="ILearner"/>: options are listed, overridden and checked in one place,
/// unknown keys are errors.
/// </summary>
/// <typeparam name="TOptions">A record of simple values whose defaults are the tuned defaults.</typeparam>
public abstract class Learner<TOptions>(TOptions settings) : ILearner
    where TOptions : class
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public TOptions Settings { get; } = settings;

    public abstract string Id { get; }

    public abstract string Title { get; }

    public abstract Family Family { get; }

    public virtual string Engine => "managed";

    public virtual bool StandsForFamily(Modality modality) => false;

    public virtual bool IsUnsafe => false;

    public JsonObject Options => JsonSerializer.SerializeToNode(Settings, Json)!.AsObject();

    public abstract IReadOnlyList<Hyperparameter> SearchSpace { get; }

    public virtual IReadOnlyList<Excuse> Excuses => [];

    public virtual bool Forecasts => false;

    public ILearner With(JsonObject overrides)
    {
        JsonObject merged = Options;
        foreach ((string key, JsonNode? value) in overrides)
        {
            if (!merged.ContainsKey(key))
            {
                throw new InputException(
                    $"unknown option '{key}'", $"learner {Id}", $"use one of: {string.Join(", ", Options.Select(pair => pair.Key))}");
            }

            merged[key] = value?.DeepClone();
        }

        TOptions changed;
        try
        {
            changed = merged.Deserialize<TOptions>(Json)!;
        }
        catch (JsonException error)
        {
            throw new InputException($"option value not understood ({error.Message})", $"learner {Id}", "see 'mlcompare list learners'");
        }

        Validate(changed);
        return Create(changed);
    }

    public virtual string? Decline(TrainingSet train) => null;

    public abstract IPredictor Fit(TrainingSet train, FitContext context);

    public abstract IPredictor Load(BinaryReader reader);

    /// <summary>The same learner with other options.</summary>
    protected abstract ILearner Create(TOptions changed);

    /// <summary>Throws <see cref="InputException"/> when a value is out of its range.</summary>
    protected virtual void Validate(TOptions changed)
    {
    }
}
