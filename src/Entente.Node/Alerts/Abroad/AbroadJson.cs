using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>What messages said, as it is kept in columns.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(Conditions))]
[JsonSerializable(typeof(IReadOnlyList<Likeness>))]
internal sealed partial class AbroadJson : JsonSerializerContext;
