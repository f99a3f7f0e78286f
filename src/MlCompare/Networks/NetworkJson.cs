using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MlCompare.Networks;

/// <summary>JSON of networks: the kind of a layer or input stands under "kind"; a new nested record needs no list.</summary>
internal static class NetworkJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        IgnoreReadOnlyProperties = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddKinds } },
    };

    private static void AddKinds(JsonTypeInfo info)
    {
        if (info.Type != typeof(Layer) && info.Type != typeof(NetworkInput))
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (Type kind in info.Type.GetNestedTypes().Where(info.Type.IsAssignableFrom).OrderBy(kind => kind.Name, StringComparer.Ordinal))
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, JsonNamingPolicy.CamelCase.ConvertName(kind.Name)));
        }
    }
}
