using Entente.Agreements;
using Entente.Node.Console;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Node.Agreements;

/// <summary>The vocabulary of agreements in the officer's language: what stands in the file as a word, said so that a lawyer finds it exact.</summary>
internal static class AgreementWords
{
    extension(Text t)
    {
        public string Of(Instrument instrument) => t[instrument switch
        {
            Instrument.Cmaa => Text.Key("Customs mutual assistance agreement (CMAA)"),
            Instrument.Mlat => Text.Key("Mutual legal assistance treaty (MLAT)"),
            Instrument.Mou => Text.Key("Memorandum of understanding (MoU)"),
            Instrument.JointTaskForce => Text.Key("Joint task force"),
            Instrument.SectorPact => Text.Key("Sector pact"),
            Instrument.Tfa12 => Text.Key("WTO Trade Facilitation Agreement, article 12 (TFA 12)"),
            _ => Text.Key("Multilateral convention with annexes"),
        }];

        /// <summary>As officers call it, where there is little room.</summary>
        public string ShortOf(Instrument instrument) => t[instrument switch
        {
            Instrument.Cmaa => Text.Key("CMAA"),
            Instrument.Mlat => Text.Key("MLAT"),
            Instrument.Mou => Text.Key("MoU"),
            Instrument.JointTaskForce => Text.Key("Joint task force"),
            Instrument.SectorPact => Text.Key("Sector pact"),
            Instrument.Tfa12 => Text.Key("TFA 12"),
            _ => Text.Key("Convention"),
        }];

        public string Of(ExchangeKind exchange) => t[exchange switch
        {
            ExchangeKind.Alert => Text.Key("Alert"),
            ExchangeKind.HitNotice => Text.Key("Notice of a hit"),
            ExchangeKind.HitReport => Text.Key("Report of a hit"),
            ExchangeKind.Question => Text.Key("Question about an alert"),
            ExchangeKind.Answer => Text.Key("Answer about an alert"),
            ExchangeKind.Request => Text.Key("Request for assistance"),
            ExchangeKind.Reply => Text.Key("Reply to a request"),
            ExchangeKind.Spontaneous => Text.Key("Spontaneous information"),
            ExchangeKind.Automatic => Text.Key("Automatic exchange"),
            ExchangeKind.Advance => Text.Key("Information in advance of arrival"),
            ExchangeKind.Evidence => Text.Key("Evidence"),
            ExchangeKind.Index => Text.Key("Entry in an index of investigations"),
            _ => Text.Key("Message of a joint operation"),
        }];

        public string Of(AssistanceType type) => t[type switch
        {
            AssistanceType.Information => Text.Key("Information"),
            AssistanceType.CertifiedDocuments => Text.Key("Certified documents"),
            AssistanceType.Surveillance => Text.Key("Surveillance"),
            AssistanceType.Enquiry => Text.Key("Enquiry"),
            AssistanceType.Notification => Text.Key("Notification of documents"),
            AssistanceType.ClaimRecovery => Text.Key("Recovery of claims"),
            AssistanceType.ControlledDelivery => Text.Key("Controlled delivery"),
            AssistanceType.HotPursuit => Text.Key("Hot pursuit"),
            AssistanceType.CrossBorderSurveillance => Text.Key("Cross-border surveillance"),
            AssistanceType.Covert => Text.Key("Covert investigation"),
            AssistanceType.JointTeam => Text.Key("Joint team"),
            AssistanceType.PresenceOfOfficials => Text.Key("Presence of officials"),
            AssistanceType.ExpertsAndWitnesses => Text.Key("Experts and witnesses"),
            AssistanceType.Statement => Text.Key("Statement"),
            AssistanceType.SearchAndSeizure => Text.Key("Search and seizure"),
            AssistanceType.Restraint => Text.Key("Restraint of assets"),
            AssistanceType.DetainedPersonTransfer => Text.Key("Transfer of a detained person"),
            AssistanceType.VideoHearing => Text.Key("Hearing by video"),
            AssistanceType.DigitalEvidence => Text.Key("Digital evidence"),
            _ => Text.Key("Tracing of assets"),
        }];

        public string Of(UsePurpose purpose) => t[purpose switch
        {
            UsePurpose.CustomsEnforcement => Text.Key("Enforcement of customs law"),
            UsePurpose.DutyAssessment => Text.Key("Assessment of duties and taxes"),
            UsePurpose.BorderSecurity => Text.Key("Border security"),
            UsePurpose.RiskAnalysis => Text.Key("Risk analysis"),
            UsePurpose.CriminalInvestigation => Text.Key("Criminal investigation"),
            UsePurpose.CriminalEvidence => Text.Key("Evidence in criminal proceedings"),
            UsePurpose.Taxation => Text.Key("Taxation"),
            UsePurpose.FinancialIntelligence => Text.Key("Financial intelligence"),
            UsePurpose.StrategicAnalysis => Text.Key("Strategic analysis"),
            _ => Text.Key("Public safety"),
        }];

        public string Of(Condition condition) => t[condition switch
        {
            Condition.VerifiedFirst => Text.Key("The requesting side first checked what it could by itself"),
            Condition.IdentifiedDeclaration => Text.Key("It is about a declaration that is named"),
            Condition.ReasonableGrounds => Text.Key("There are reasonable grounds"),
            Condition.ReciprocityDeclared => Text.Key("The requesting side has said whether it could do the same"),
            Condition.DataProtectionReference => Text.Key("The request names the data-protection law that will apply"),
            Condition.ConsentGiven => Text.Key("Whoever's information it is has consented (the trader or the provider)"),
            Condition.AssuranceNoEvidence => Text.Key("Assured: no use as evidence without permission"),
            Condition.AssuranceConfidentiality => Text.Key("Assured: kept confidential"),
            Condition.AssuranceRetention => Text.Key("Assured: kept no longer than permitted"),
            Condition.DualCriminality => Text.Key("The act is an offence on both sides"),
            Condition.JudicialAuthorisation => Text.Key("A judicial authority has authorised it"),
            Condition.Urgent => Text.Key("It is urgent"),
            Condition.WrittenConfirmation => Text.Key("What was asked by word of mouth is confirmed in writing"),
            Condition.ThresholdMet => Text.Key("The value, quantity or penalty that the clause speaks of is reached"),
            Condition.OperationActive => Text.Key("The joint operation is active"),
            _ => Text.Key("Nobody can be recognised in it (anonymised)"),
        }];

        public string Of(Approval approval) => t[approval switch
        {
            Approval.Officer => Text.Key("The officer alone"),
            Approval.Supervisor => Text.Key("A supervisor"),
            Approval.Legal => Text.Key("The legal office"),
            _ => Text.Key("The central authority"),
        }];

        public string Of(PermittedAction action) => t[action switch
        {
            PermittedAction.Read => Text.Key("Read it"),
            PermittedAction.RiskAnalysis => Text.Key("Analyse risk with it"),
            PermittedAction.Control => Text.Key("Carry out controls on it"),
            PermittedAction.Investigate => Text.Key("Investigate with it"),
            PermittedAction.Notify => Text.Key("Give notice of it"),
            PermittedAction.UseAsEvidence => Text.Key("Use it as evidence"),
            _ => Text.Key("Inform whom it concerns"),
        }];

        public string Of(HandlingCode code) => t[code switch
        {
            HandlingCode.H0 => Text.Key("H0: only to prevent and combat crime"),
            HandlingCode.H1 => Text.Key("H1: not in court without permission"),
            HandlingCode.H2 => Text.Key("H2: not to be passed on without permission"),
            _ => Text.Key("H3: other restrictions, in words"),
        }];

        public string Of(AuthorityKind authority) => t[authority switch
        {
            AuthorityKind.Customs => Text.Key("Customs"),
            AuthorityKind.Police => Text.Key("Police"),
            AuthorityKind.BorderGuard => Text.Key("Border guard"),
            _ => Text.Key("Financial intelligence unit"),
        }];

        public string Of(RefusalGround ground) => t[ground switch
        {
            RefusalGround.Sovereignty => Text.Key("Sovereignty"),
            RefusalGround.PublicInterest => Text.Key("Public interest"),
            RefusalGround.DomesticLaw => Text.Key("Own law does not permit it"),
            RefusalGround.ImpedesProceeding => Text.Key("It would impede a proceeding"),
            RefusalGround.ConsentMissing => Text.Key("A consent is missing"),
            RefusalGround.RetentionExpired => Text.Key("The information is kept no longer"),
            RefusalGround.Political => Text.Key("Political offence"),
            RefusalGround.Military => Text.Key("Military offence"),
            RefusalGround.Discrimination => Text.Key("Discrimination"),
            RefusalGround.NeBisInIdem => Text.Key("Judged already (ne bis in idem)"),
            RefusalGround.NoDualCriminality => Text.Key("No offence on both sides"),
            RefusalGround.MeasureUnavailable => Text.Key("Own law has no such measure"),
            RefusalGround.Immunity => Text.Key("Immunity"),
            RefusalGround.FundamentalRights => Text.Key("Fundamental rights"),
            RefusalGround.ProfessionalSecrecy => Text.Key("Commercial or professional secrecy"),
            RefusalGround.NoReciprocity => Text.Key("No reciprocity"),
            RefusalGround.DisproportionateBurden => Text.Key("Disproportionate burden"),
            RefusalGround.AgreementSuspended => Text.Key("The agreement is suspended"),
            RefusalGround.AssuranceRefused => Text.Key("An assurance is refused"),
            _ => Text.Key("The request lacks what is needed"),
        }];

        public string Of(CostBearer bearer) => t[bearer switch
        {
            CostBearer.Requested => Text.Key("The requested side"),
            CostBearer.Requesting => Text.Key("The requesting side"),
            CostBearer.Shared => Text.Key("Shared"),
            _ => Text.Key("Settled by consultation"),
        }];

        public string Of(DeadlineStep step) => t[step switch
        {
            DeadlineStep.Acknowledge => Text.Key("Acknowledge"),
            DeadlineStep.Confirm => Text.Key("Confirm in writing"),
            DeadlineStep.Complete => Text.Key("Complete the request"),
            DeadlineStep.Decide => Text.Key("Decide"),
            DeadlineStep.Execute => Text.Key("Execute what was accepted"),
            DeadlineStep.Reply => Text.Key("Reply"),
            _ => Text.Key("Report the outcome"),
        }];

        public string Of(Period period) => period.Unit switch
        {
            PeriodUnit.Hours => t.Plural(period.Count, "{0} hour", "{0} hours"),
            PeriodUnit.Days => t.Plural(period.Count, "{0} day", "{0} days"),
            _ => t.Plural(period.Count, "{0} working day", "{0} working days"),
        };

        public string Of(Retention? retention) => retention switch
        {
            null => t["Until the purpose is achieved"],
            { Unit: 'Y' } => t.Plural(retention.Count, "{0} year", "{0} years"),
            { Unit: 'M' } => t.Plural(retention.Count, "{0} month", "{0} months"),
            _ => t.Plural(retention.Count, "{0} day", "{0} days"),
        };

        public string Of(OnwardRule? rule) => rule switch
        {
            null => t["No further than the authorities that are bound"],
            { WithConsent: true } => t["{0}, and only with the provider's consent", t.ReachOf(rule)],
            _ => t.ReachOf(rule),
        };

        public string Of(Aim aim) => t[aim switch
        {
            Aim.VerifyDeclaration => Text.Key("Check a declaration against what the partner has"),
            Aim.Assistance => Text.Key("Have information or a measure in an administrative matter"),
            Aim.Evidence => Text.Key("Have evidence that a criminal court can use"),
            Aim.Lookout => Text.Key("Have somebody or something looked for"),
            _ => Text.Key("Give information that nobody asked for"),
        }];

        public string Of(AdviceReason reason) => t[reason switch
        {
            AdviceReason.MadeForDeclarations => Text.Key("Made for checking declarations: short, without a court, in a form that both sides know."),
            AdviceReason.MadeForAssistance => Text.Key("Made for administrative assistance between customs."),
            AdviceReason.MadeForEvidence => Text.Key("Only what comes by mutual legal assistance is sure to be heard in court."),
            AdviceReason.MadeForLookouts => Text.Key("A look-out is an alert: it reaches every officer, and is withdrawn when it is over."),
            AdviceReason.MadeForInforming => Text.Key("What nobody asked for is given spontaneously."),
            AdviceReason.WouldDo => Text.Key("It would do, but another way is made for it."),
            _ => Text.Key("What comes this way informs an investigation and is no evidence."),
        }];

        private string ReachOf(OnwardRule rule) => rule.Parties.Count == 0
            ? t["In the receiver's state to: {0}", AgreementWords.List(rule.Authorities.Select(t.Of))]
            : t["In the receiver's state, and to {0}, to: {1}", AgreementWords.List(rule.Parties.Select(PartyNames.Of)), AgreementWords.List(rule.Authorities.Select(t.Of))];
    }

    /// <summary>One after the other, with commas between.</summary>
    public static string List(IEnumerable<string> words) => string.Join(", ", words);
}
