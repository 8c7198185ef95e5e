namespace Entente.Agreements;

/// <summary>What an agreement is.</summary>
public enum Instrument
{
    /// <summary>A customs mutual administrative assistance agreement.</summary>
    Cmaa = 1,

    /// <summary>A treaty on mutual legal assistance in criminal matters.</summary>
    Mlat,

    /// <summary>A memorandum of understanding between administrations.</summary>
    Mou,

    /// <summary>An operation of several administrations, bound to its duration.</summary>
    JointTaskForce,

    /// <summary>One sector of trade, for example container shipping.</summary>
    SectorPact,

    /// <summary>Article 12 of the WTO Agreement on Trade Facilitation.</summary>
    Tfa12,

    /// <summary>A convention whose annexes bind between those who accept them.</summary>
    Multilateral,
}

/// <summary>Whether an agreement can govern anything.</summary>
public enum AgreementStatus
{
    /// <summary>Concluded by its parties.</summary>
    Agreed = 1,

    /// <summary>Made up, for demonstrations, exercises and tests.</summary>
    Simulated,

    /// <summary>To be adapted; never in force.</summary>
    Template,
}

/// <summary>What crosses the border.</summary>
public enum ExchangeKind
{
    Alert = 1, HitNotice, HitReport, Question, Answer, Request, Reply, Spontaneous, Automatic, Advance, Evidence, Index, Operation,
}

/// <summary>What is asked for or done in a <see cref="ExchangeKind.Request"/>, <see cref="ExchangeKind.Reply"/> or <see cref="ExchangeKind.Evidence"/>.</summary>
public enum AssistanceType
{
    Information = 1, CertifiedDocuments, Surveillance, Enquiry, Notification, ClaimRecovery, ControlledDelivery, HotPursuit, CrossBorderSurveillance,
    Covert, JointTeam, PresenceOfOfficials, ExpertsAndWitnesses, Statement, SearchAndSeizure, Restraint, DetainedPersonTransfer, VideoHearing,
    DigitalEvidence, AssetTracing,
}

/// <summary>What the receiver will use it for.</summary>
public enum UsePurpose
{
    CustomsEnforcement = 1, DutyAssessment, BorderSecurity, RiskAnalysis, CriminalInvestigation, CriminalEvidence, Taxation, FinancialIntelligence,
    StrategicAnalysis, PublicSafety,
}

/// <summary>What must hold for a clause to permit; somebody attests each.</summary>
public enum Condition
{
    /// <summary>The requesting side has checked what it could by itself (TFA 12.3).</summary>
    VerifiedFirst = 1,

    /// <summary>It is about a declaration that is named (TFA 12.2).</summary>
    IdentifiedDeclaration,
    ReasonableGrounds,

    /// <summary>The requesting side has said whether it could do the same (TFA 12.8).</summary>
    ReciprocityDeclared,

    /// <summary>The request refers to the law on data that will apply (TFA 12.4.1 (f)).</summary>
    DataProtectionReference,

    /// <summary>The permission of whoever's information it is: the trader's or the provider's.</summary>
    ConsentGiven,

    /// <summary>Assured: no use as evidence without permission (TFA 12.6.2).</summary>
    AssuranceNoEvidence,
    AssuranceConfidentiality,
    AssuranceRetention,
    DualCriminality,
    JudicialAuthorisation,
    Urgent,

    /// <summary>What was asked for by word of mouth was confirmed in writing.</summary>
    WrittenConfirmation,

    /// <summary>A value, quantity or penalty that the clause speaks of is reached.</summary>
    ThresholdMet,
    OperationActive,
    Anonymised,
}

/// <summary>Who must have approved; each includes those before it.</summary>
public enum Approval { Officer = 1, Supervisor, Legal, CentralAuthority }

/// <summary>What a receiver may do with what it was given; what is not named is not permitted.</summary>
public enum PermittedAction
{
    Read = 1, RiskAnalysis, Control, Investigate, Notify, UseAsEvidence,

    /// <summary>Tell whom it concerns.</summary>
    Inform,
}

/// <summary>Why the requested party may refuse or postpone.</summary>
public enum RefusalGround
{
    Sovereignty = 1, PublicInterest, DomesticLaw, ImpedesProceeding, ConsentMissing, RetentionExpired, Political, Military, Discrimination, NeBisInIdem,
    NoDualCriminality, MeasureUnavailable, Immunity, FundamentalRights, ProfessionalSecrecy, NoReciprocity, DisproportionateBurden, AgreementSuspended,
    AssuranceRefused, InsufficientContent,
}

public enum CostBearer { Requested = 1, Requesting, Shared, ByConsultation }

/// <summary>What a deadline is for, in the order in which they come.</summary>
public enum DeadlineStep
{
    Acknowledge = 1,

    /// <summary>Confirm in writing what was asked for by word of mouth.</summary>
    Confirm,

    /// <summary>Complete a request of which the requested side has said that something is missing.</summary>
    Complete,
    Decide,

    /// <summary>Do what was accepted, counted from the decision.</summary>
    Execute,
    Reply,

    /// <summary>Tell the provider what came of it (TFA 12.5.1 (f)).</summary>
    Report,
}

public static class Exchanges
{
    extension(ExchangeKind exchange)
    {
        /// <summary>Whether the exchange names a type of assistance; the others name none.</summary>
        public bool NamesAssistance => exchange is ExchangeKind.Request or ExchangeKind.Reply or ExchangeKind.Evidence;
    }
}
