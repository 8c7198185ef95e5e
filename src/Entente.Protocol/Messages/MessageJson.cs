using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;

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
[JsonSerializable(typeof(AssistanceDrafted))]
[JsonSerializable(typeof(AssistanceCommented))]
[JsonSerializable(typeof(AssistanceRequested))]
[JsonSerializable(typeof(AssistanceAcknowledged))]
[JsonSerializable(typeof(AssistanceDecided))]
[JsonSerializable(typeof(AssistanceAssured))]
[JsonSerializable(typeof(AssistanceReplied))]
[JsonSerializable(typeof(AssistanceReported))]
[JsonSerializable(typeof(AssistanceWithdrawn))]
[JsonSerializable(typeof(AssistancePrioritised))]
[JsonSerializable(typeof(EvidenceHanded))]
[JsonSerializable(typeof(EvidenceChunk))]
[JsonSerializable(typeof(EvidenceConfirmed))]
[JsonSerializable(typeof(EvidenceDeclined))]
[JsonSerializable(typeof(EvidenceReturned))]
[JsonSerializable(typeof(InformationGiven))]
[JsonSerializable(typeof(AutomaticProposed))]
[JsonSerializable(typeof(AutomaticAnswered))]
[JsonSerializable(typeof(AutomaticDelivered))]
[JsonSerializable(typeof(AutomaticEnded))]
[JsonSerializable(typeof(AuthoritiesPublished))]
[JsonSerializable(typeof(AgreementOffered))]
[JsonSerializable(typeof(AgreementSigned))]
[JsonSerializable(typeof(AgreementSuspended))]
[JsonSerializable(typeof(AgreementResumed))]
internal sealed partial class MessageJson : JsonSerializerContext;
