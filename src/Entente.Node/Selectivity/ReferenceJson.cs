using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;

namespace Entente.Node.Selectivity;

/// <summary>The JSON of the routes of reference lists, strict.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(ReferenceView))]
[JsonSerializable(typeof(ReferenceLine))]
[JsonSerializable(typeof(SendList.Command), TypeInfoPropertyName = "SendListCommand")]
[JsonSerializable(typeof(SendList.Outcome.Queued))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
