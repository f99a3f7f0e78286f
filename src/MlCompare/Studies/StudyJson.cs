using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MlCompare.Studies;

/// <summary>How studies and results are written: camelCase, enums in kebab case, unknown keys of a study refused.</summary>
public static class StudyJson
{
    /// <summary>One line a value, for <c>results.jsonl</c>; unknown fields are let pass, so that other tools may add some.</summary>
    public static readonly JsonSerializerOptions Line = Make(indented: false, JsonUnmappedMemberHandling.Skip);

    /// <summary>Indented and strict, for <c>study.json</c>.</summary>
    public static readonly JsonSerializerOptions Plan = Make(indented: true, JsonUnmappedMemberHandling.Disallow);

    private static JsonSerializerOptions Make(bool indented, JsonUnmappedMemberHandling unmapped) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        UnmappedMemberHandling = unmapped,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        RespectNullableAnnotations = indented,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
