using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;

namespace Entente.Node.Federation;

/// <summary>The JSON of this module's routes, strict.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(PartnerList))]
[JsonSerializable(typeof(PartnerView))]
[JsonSerializable(typeof(ProposalView))]
[JsonSerializable(typeof(PartnerOutcome.Done))]
[JsonSerializable(typeof(PartnerRoutes.Approval))]
[JsonSerializable(typeof(PartnerRoutes.Reason))]
[JsonSerializable(typeof(CollectFrom.Command), TypeInfoPropertyName = "CollectFromCommand")]
[JsonSerializable(typeof(RevokeKey.Command), TypeInfoPropertyName = "RevokeKeyCommand")]
internal sealed partial class FederationJson : JsonSerializerContext;
