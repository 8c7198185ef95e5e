using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Entente.Protocol;
using Entente.TradeData.Model;

namespace Entente.TradeData;

/// <summary>The canonical JSON form of a declaration, as it is stored and shown: strict, without nulls and empty lists, enumerations as words.</summary>
/// <remarks>Equal declarations have equal bytes, since members are written in the model's order.</remarks>
public static class DeclarationJson
{
    /// <summary>For hosts that serialize values which contain declarations.</summary>
    public static JsonSerializerOptions Options { get; } = Strict();

    public static byte[] Write(Declaration declaration) => JsonSerializer.SerializeToUtf8Bytes(declaration, TypeInfo<Declaration>());

    public static string WriteText(Declaration declaration) => JsonSerializer.Serialize(declaration, TypeInfo<Declaration>());

    /// <exception cref="JsonException">The text is no declaration: an unknown, missing or doubled member, or a value of another type.</exception>
    public static Declaration Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, TypeInfo<Declaration>()) ?? throw new JsonException("A declaration cannot be null.");

    public static byte[] Write(LossReport report) => JsonSerializer.SerializeToUtf8Bytes(report, TypeInfo<LossReport>());

    /// <exception cref="JsonException">The text is no loss report.</exception>
    public static LossReport ReadLoss(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, TypeInfo<LossReport>()) ?? throw new JsonException("A loss report cannot be null.");

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Strict()
    {
        var options = new JsonSerializerOptions(DeclarationJsonContext.Default.Options)
        {
            TypeInfoResolver = DeclarationJsonContext.Default.WithAddedModifier(OmitEmptyLists).WithAddedModifier(RequireWhatMayNotBeNull).WithAddedModifier(StrictJson.Complete),
        };
        options.MakeReadOnly();
        return options;
    }

    private static void OmitEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))))
        {
            property.ShouldSerialize = static (_, value) => value is not ICollection { Count: 0 };
        }
    }

    private static void RequireWhatMayNotBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var isList = property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable));
            if (property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false } && !isList)
            {
                property.IsRequired = true;
            }
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(Declaration))]
[JsonSerializable(typeof(LossReport))]
internal sealed partial class DeclarationJsonContext : JsonSerializerContext;
