using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>The JSON of this module's routes and of what it keeps, as strict as that of the messages.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(RequestEnvelope))]
[JsonSerializable(typeof(KeptDetail))]
[JsonSerializable(typeof(DraftRequest.Command), TypeInfoPropertyName = "DraftRequestCommand")]
[JsonSerializable(typeof(TakeStep.Command), TypeInfoPropertyName = "TakeStepCommand")]
[JsonSerializable(typeof(CasePage))]
[JsonSerializable(typeof(CaseView))]
[JsonSerializable(typeof(NeedsView))]
[JsonSerializable(typeof(Stepped))]
internal sealed partial class AssistanceJson : JsonSerializerContext;
