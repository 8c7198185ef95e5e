using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Node.Alerts.Abroad;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <summary>The JSON of this module's routes, as strict as that of the alerts themselves.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(EnterAlert.Command), TypeInfoPropertyName = "EnterAlertCommand")]
[JsonSerializable(typeof(AmendAlert.Command), TypeInfoPropertyName = "AmendAlertCommand")]
[JsonSerializable(typeof(ApproveShare.Command), TypeInfoPropertyName = "ApproveShareCommand")]
[JsonSerializable(typeof(WithdrawAlert.Command), TypeInfoPropertyName = "WithdrawAlertCommand")]
[JsonSerializable(typeof(AlertView))]
[JsonSerializable(typeof(AlertPage))]
[JsonSerializable(typeof(AlertSearch.Query), TypeInfoPropertyName = "AlertQuery")]
[JsonSerializable(typeof(IReadOnlyList<FoundAlert>))]
[JsonSerializable(typeof(JudgeHit.Command), TypeInfoPropertyName = "JudgeHitCommand")]
[JsonSerializable(typeof(ReportHit.Command), TypeInfoPropertyName = "ReportHitCommand")]
[JsonSerializable(typeof(HitView))]
[JsonSerializable(typeof(HitPage))]
[JsonSerializable(typeof(AbroadPage))]
[JsonSerializable(typeof(AbroadView))]
[JsonSerializable(typeof(CorrespondencePage))]
[JsonSerializable(typeof(AskPartner.Command), TypeInfoPropertyName = "AskPartnerCommand")]
[JsonSerializable(typeof(ListsView))]
[JsonSerializable(typeof(ListOutcome.Imported))]
[JsonSerializable(typeof(AnswerPartner.Command), TypeInfoPropertyName = "AnswerPartnerCommand")]
internal sealed partial class AlertsJson : JsonSerializerContext;
