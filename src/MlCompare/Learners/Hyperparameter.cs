using System.Text.Json.Nodes;

namespace MlCompare.Learners;

/// <summary>One dimension of a search space: the option's name (as in its JSON) and how to draw a value.</summary>
public abstract record Hyperparameter(string Option)
{
    public abstract JsonNode Draw(Rng rng);

    public sealed record Uniform(string Option, double Low, double High) : Hyperparameter(Option)
    {
        public override JsonNode Draw(Rng rng) => JsonValue.Create(rng.NextDouble(Low, High));
    }

    public sealed record LogUniform(string Option, double Low, double High) : Hyperparameter(Option)
    {
        public override JsonNode Draw(Rng rng) => JsonValue.Create(Math.Exp(rng.NextDouble(Math.Log(Low), Math.Log(High))));
    }

    /// <summary>An integer drawn log-uniformly from [<paramref name="Low"/>, <paramref name="High"/>].</summary>
    public sealed record LogInteger(string Option, int Low, int High) : Hyperparameter(Option)
    {
        public override JsonNode Draw(Rng rng) =>
            JsonValue.Create(Math.Clamp((int)Math.Round(Math.Exp(rng.NextDouble(Math.Log(Low), Math.Log(High)))), Low, High));
    }

    public sealed record Choice(string Option, params JsonNode[] Values) : Hyperparameter(Option)
    {
        public override JsonNode Draw(Rng rng) => Values[rng.NextInt(Values.Length)].DeepClone();
    }
}
