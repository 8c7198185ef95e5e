using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Entente.Protocol.Alerts;

/// <summary>Alerts and hit reports as JSON: strict, so that an unknown, missing, doubled or null member is refused and never silently lost.</summary>
public static class AlertJson
{
    private static readonly JsonSerializerOptions Options = StrictJson.Of(AlertJsonContext.Default);

    public static JsonTypeInfo<Alert> Alert { get; } = (JsonTypeInfo<Alert>)Options.GetTypeInfo(typeof(Alert));

    public static JsonTypeInfo<HitReport> HitReport { get; } = (JsonTypeInfo<HitReport>)Options.GetTypeInfo(typeof(HitReport));
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(HitReport))]
internal sealed partial class AlertJsonContext : JsonSerializerContext;

/// <summary>Enumerations as their names in camel case, and nothing else: a number, another case and several names with commas are refused.</summary>
public sealed class CamelCaseNames : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    // The converter of the framework reads "h1, h2" as the third member: it takes every enumeration for a set of flags.
    private sealed class Of<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly FrozenDictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToFrozenDictionary(NameOf, StringComparer.Ordinal);
        private static readonly FrozenDictionary<TEnum, string> Names = Values.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(Names[value]);

        private static string NameOf(TEnum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
    }
}
