using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Protocol.Alerts;

/// <summary>Alerts and hit reports as JSON: strict, so that an unknown, missing or doubled member is refused and never silently lost.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertContent))]
[JsonSerializable(typeof(HitReport))]
public sealed partial class AlertJson : JsonSerializerContext;

/// <summary>Enumerations as their names in camel case, and nothing else: a number is refused.</summary>
public sealed class CamelCaseNames : JsonConverterFactory
{
    private static readonly JsonStringEnumConverter Names = new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Names.CreateConverter(typeToConvert, options);
}
