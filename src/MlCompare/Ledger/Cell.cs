using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlCompare.Studies;

namespace MlCompare.Ledger;

/// <summary>
/// One measurement that claims ask for: an instrument, data, a learner and the conditions. Claims that ask for the same cell share it. The
/// replicate decides the rule of a synthetic data set as well as its rows, so that intervals tell of both.
/// </summary>
/// <param name="Dataset">Id of the data set, without a task seed; empty for instruments that draw their own.</param>
/// <param name="Learner">Id of the learner; empty where none is fitted.</param>
/// <param name="Rows">Training rows.</param>
public sealed record Cell(string Dataset, string Learner, int Rows)
{
    /// <summary>Id of the <see cref="IInstrument"/>.</summary>
    public string Instrument { get; init; } = FitInstrument.Name;

    /// <summary>Options that differ from the learner's defaults, or settings of the instrument, as JSON.</summary>
    public string Options { get; init; } = "{}";

    /// <summary>Level of label noise (symmetric) or of target noise (Gaussian).</summary>
    public double Noise { get; init; }

    /// <summary>Id of an intervention on structure; empty for none.</summary>
    public string Change { get; init; } = "";

    /// <summary>Level of <see cref="Change"/>.</summary>
    public double Level { get; init; }

    public int Replicate { get; init; }

    /// <summary>Another seed of the fit on the same rows.</summary>
    public int Draw { get; init; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 over all of it.</summary>
    [JsonIgnore]
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, StudyJson.Line))))[..16];

    /// <summary>The same cell with an option or setting more.</summary>
    public Cell With(string option, JsonNode value)
    {
        JsonObject options = Parsed();
        options[option] = value;
        return this with { Options = options.ToJsonString(StudyJson.Line) };
    }

    /// <summary>A setting of the instrument.</summary>
    public double Setting(string name) => Parsed()[name] is JsonNode value
        ? value.GetValue<double>()
        : throw new InvalidOperationException($"Instrument {Instrument} needs the setting '{name}'.");

    /// <summary>A fresh copy of the options.</summary>
    public JsonObject Parsed() => JsonNode.Parse(Options)!.AsObject();

    /// <summary>For progress lines.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Dataset,
        Learner,
        Instrument == FitInstrument.Name ? "" : Instrument,
        FormattableString.Invariant($"{Rows:N0} rows"),
        Options == "{}" ? "" : Options,
        Noise == 0 ? "" : FormattableString.Invariant($"noise {Noise:0.##}"),
        Change.Length == 0 ? "" : FormattableString.Invariant($"{Change} {Level:0.##}"),
        FormattableString.Invariant($"replicate {Replicate + 1}"),
        Draw == 0 ? "" : FormattableString.Invariant($"draw {Draw + 1}"),
    }.Where(part => part.Length > 0));
}
