using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;

namespace Entente.Protocol.Messages;

/// <summary>Payloads as JSON: strict, so that an unknown, missing, doubled or null member is refused and never silently lost.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(AlertPublished))]
[JsonSerializable(typeof(AlertAmended))]
[JsonSerializable(typeof(AlertWithdrawn))]
[JsonSerializable(typeof(HitNoticed))]
[JsonSerializable(typeof(HitJudged))]
[JsonSerializable(typeof(HitReported))]
[JsonSerializable(typeof(SupplementaryAsked))]
[JsonSerializable(typeof(SupplementaryAnswered))]
[JsonSerializable(typeof(Acknowledgement))]
[JsonSerializable(typeof(DirectoryUpdated))]
[JsonSerializable(typeof(CodesUpdated))]
internal sealed partial class MessageJson : JsonSerializerContext;
