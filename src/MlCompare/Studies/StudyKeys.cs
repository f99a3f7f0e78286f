using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MlCompare.Studies;

/// <summary>Looks at the keys of a study file before it is read, so that a slip of the pen is named in the file's own words.</summary>
internal static class StudyKeys
{
    /// <exception cref="InputException">An unknown key, one that is missing, or a null where something must stand.</exception>
    public static void Check(JsonElement root, string path) => Check(root, typeof(Study), path, "");

    private static void Check(JsonElement element, Type type, string path, string within)
    {
        JsonTypeInfo info = StudyJson.Plan.GetTypeInfo(type);
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new InputException("braces { } with keys are expected here", Place(path, within), $"use the keys {Keys(info)}");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            JsonPropertyInfo known = info.Properties.FirstOrDefault(candidate => candidate.Name == property.Name && IsWritten(candidate))
                ?? throw new InputException("there is no such key", Place(path, within + property.Name), $"use one of: {Keys(info)}");
            if (property.Value.ValueKind == JsonValueKind.Array && known.PropertyType.IsGenericType)
            {
                Type inner = known.PropertyType.GetGenericArguments()[0];
                foreach ((int index, JsonElement item) in property.Value.EnumerateArray().Index())
                {
                    string place = $"{within}{property.Name}[{index}]";
                    if (item.ValueKind == JsonValueKind.Null)
                    {
                        throw new InputException("null says nothing here", Place(path, place), "take it out, or write what is meant");
                    }

                    Check(item, inner, path, place + ".");
                }
            }
        }

        foreach (JsonPropertyInfo needed in info.Properties.Where(IsNeeded))
        {
            if (!element.TryGetProperty(needed.Name, out _))
            {
                throw new InputException("this key is missing", Place(path, within + needed.Name), "add it; 'mlcompare compare' writes a study.json to start from");
            }
        }
    }

    private static bool IsNeeded(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    private static bool IsWritten(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    private static string Keys(JsonTypeInfo info) =>
        string.Join(", ", info.Properties.Where(IsWritten).Select(property => property.Name));

    private static string Place(string path, string key) => key.Length == 0 ? path : $"{path}, key '{key.TrimEnd('.')}'";
}
