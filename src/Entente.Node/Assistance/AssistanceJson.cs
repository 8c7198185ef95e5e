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
[JsonSerializable(typeof(SucceedCase.Command), TypeInfoPropertyName = "SucceedCaseCommand")]
[JsonSerializable(typeof(AssistanceReplied))]
[JsonSerializable(typeof(AssistanceDecided))]
[JsonSerializable(typeof(LedgerPage))]
[JsonSerializable(typeof(PublishAuthorities.Command), TypeInfoPropertyName = "PublishAuthoritiesCommand")]
[JsonSerializable(typeof(PublishAuthorities.Done), TypeInfoPropertyName = "PublishAuthoritiesDone")]
[JsonSerializable(typeof(AuthoritiesPublished))]
[JsonSerializable(typeof(DirectoriesPage))]
[JsonSerializable(typeof(CompetentView))]
[JsonSerializable(typeof(PublicHolidays.Command), TypeInfoPropertyName = "PublicHolidaysCommand")]
[JsonSerializable(typeof(PublicHolidays.Done), TypeInfoPropertyName = "PublicHolidaysDone")]
[JsonSerializable(typeof(PrioritiseRequests.Command), TypeInfoPropertyName = "PrioritiseRequestsCommand")]
[JsonSerializable(typeof(PrioritiseRequests.Done), TypeInfoPropertyName = "PrioritiseRequestsDone")]
[JsonSerializable(typeof(QueueView))]
[JsonSerializable(typeof(GiveInformation.Command), TypeInfoPropertyName = "GiveInformationCommand")]
[JsonSerializable(typeof(TellOutcome.Command), TypeInfoPropertyName = "TellOutcomeCommand")]
[JsonSerializable(typeof(InformationGiven))]
[JsonSerializable(typeof(InformationPage))]
[JsonSerializable(typeof(InformationLine))]
[JsonSerializable(typeof(InformationView))]
[JsonSerializable(typeof(ProposeSubscription.Command), TypeInfoPropertyName = "ProposeSubscriptionCommand")]
[JsonSerializable(typeof(StepSubscription.Command), TypeInfoPropertyName = "StepSubscriptionCommand")]
[JsonSerializable(typeof(DeliverSubscription.Command), TypeInfoPropertyName = "DeliverSubscriptionCommand")]
[JsonSerializable(typeof(DataSet))]
[JsonSerializable(typeof(DeclarationSource))]
[JsonSerializable(typeof(SubscriptionPage))]
[JsonSerializable(typeof(SubscriptionLine))]
[JsonSerializable(typeof(SubscriptionView))]
[JsonSerializable(typeof(CasePage))]
[JsonSerializable(typeof(CaseView))]
[JsonSerializable(typeof(NeedsView))]
[JsonSerializable(typeof(FileDocument.Filed), TypeInfoPropertyName = "Filed")]
[JsonSerializable(typeof(Stepped))]
internal sealed partial class AssistanceJson : JsonSerializerContext;
