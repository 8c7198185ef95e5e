using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Agreements;

/// <summary>What somebody wants of a partner, or wants to give it, before an instrument is chosen.</summary>
public enum Aim
{
    /// <summary>Check a declaration that is named against what the partner has.</summary>
    VerifyDeclaration = 1,

    /// <summary>Learn something, or have something done, in an administrative matter.</summary>
    Assistance,

    /// <summary>Have what a criminal court can use.</summary>
    Evidence,

    /// <summary>Have somebody or something looked for.</summary>
    Lookout,

    /// <summary>Give what nobody asked for.</summary>
    Inform,
}

/// <summary>The need, from the side of who has it.</summary>
public sealed record Need
{
    public required Aim Aim { get; init; }

    public required string Us { get; init; }

    public required string Partner { get; init; }

    public AuthorityKind OurAuthority { get; init; } = AuthorityKind.Customs;

    public AuthorityKind TheirAuthority { get; init; } = AuthorityKind.Customs;

    public required UsePurpose Purpose { get; init; }

    /// <summary>What is asked for; of no account for a look-out or for information given.</summary>
    public AssistanceType Assistance { get; init; } = AssistanceType.Information;

    /// <summary>What we would tell: the facts of the request, the alert, the information.</summary>
    public required WordSet<DataField> Told { get; init; }

    /// <summary>What we want to have; empty for a look-out or for information given.</summary>
    public WordSet<DataField> Wanted { get; init; }

    /// <summary>What the partner is asked to do with what we tell; none: nothing. What it gives asks us for nothing.</summary>
    public WordSet<PermittedAction> Asks { get; init; }

    public IReadOnlyList<Attestation> Circumstances { get; init; } = [];

    public Approval Approval { get; init; } = Approval.Officer;

    public required DateOnly On { get; init; }
}

/// <summary>Why a way comes where it does.</summary>
public enum AdviceReason
{
    /// <summary>Made for verifying declarations: short, without court, and both sides know the form.</summary>
    MadeForDeclarations = 1,

    /// <summary>Made for administrative assistance between customs.</summary>
    MadeForAssistance,

    /// <summary>Only what comes by mutual legal assistance is sure to be heard in court.</summary>
    MadeForEvidence,

    /// <summary>A look-out is an alert: it reaches every officer and is withdrawn when it is over.</summary>
    MadeForLookouts,

    /// <summary>What nobody asked for is given spontaneously.</summary>
    MadeForInforming,

    /// <summary>It would do, but another way is made for it.</summary>
    WouldDo,

    /// <summary>What comes this way informs an investigation and is no evidence.</summary>
    NotEvidence,
}

/// <summary>One way, with what the gate says to each of its steps; lawful if it permits all.</summary>
/// <param name="Instrument">Under which kind of instrument.</param>
/// <param name="Exchange">By which exchange it begins.</param>
/// <param name="Reason">Why it comes where it does.</param>
/// <param name="There">What the gate says to what we tell.</param>
/// <param name="Back">What it says to what we would be given; <see langword="null"/> where nothing comes back.</param>
public sealed record Advice(Instrument Instrument, ExchangeKind Exchange, AdviceReason Reason, Verdict There, Verdict? Back)
{
    public bool IsLawful => There is Verdict.Permitted && Back is null or Verdict.Permitted;
}

/// <summary>Which way there is to evidence from what was given for other purposes.</summary>
public abstract record EvidencePath
{
    private EvidencePath()
    {
    }

    /// <summary>The clause lets it be used as evidence.</summary>
    public sealed record AsItIs : EvidencePath;

    /// <summary>It stays intelligence until mutual legal assistance asks for it anew: the request that would, and what the gate says to it and to its answer.</summary>
    public sealed record ByRequest(Question Request, Verdict There, Question Evidence, Verdict Back) : EvidencePath;

    /// <summary>No treaty between the two; whoever provided it may permit the use in writing.</summary>
    public sealed record OnlyByConsent : EvidencePath;
}

/// <summary>Says which instrument fits a need, by asking the gate of each. Lawful ways come first, among them those that are made for the aim.</summary>
public static class InstrumentAdvisor
{
    private static readonly (Aim Aim, Instrument Instrument, ExchangeKind Exchange, AdviceReason Reason)[] ways =
    [
        (Aim.VerifyDeclaration, Instrument.Tfa12, ExchangeKind.Request, AdviceReason.MadeForDeclarations),
        (Aim.VerifyDeclaration, Instrument.Cmaa, ExchangeKind.Request, AdviceReason.MadeForAssistance),
        (Aim.VerifyDeclaration, Instrument.Multilateral, ExchangeKind.Request, AdviceReason.WouldDo),
        (Aim.VerifyDeclaration, Instrument.SectorPact, ExchangeKind.Request, AdviceReason.WouldDo),
        (Aim.Assistance, Instrument.Cmaa, ExchangeKind.Request, AdviceReason.MadeForAssistance),
        (Aim.Assistance, Instrument.Multilateral, ExchangeKind.Request, AdviceReason.MadeForAssistance),
        (Aim.Assistance, Instrument.SectorPact, ExchangeKind.Request, AdviceReason.WouldDo),
        (Aim.Assistance, Instrument.JointTaskForce, ExchangeKind.Operation, AdviceReason.WouldDo),
        (Aim.Assistance, Instrument.Mou, ExchangeKind.Request, AdviceReason.WouldDo),
        (Aim.Assistance, Instrument.Mlat, ExchangeKind.Request, AdviceReason.WouldDo),
        (Aim.Evidence, Instrument.Mlat, ExchangeKind.Request, AdviceReason.MadeForEvidence),
        (Aim.Evidence, Instrument.Cmaa, ExchangeKind.Request, AdviceReason.NotEvidence),
        (Aim.Evidence, Instrument.Tfa12, ExchangeKind.Request, AdviceReason.NotEvidence),
        (Aim.Lookout, Instrument.Cmaa, ExchangeKind.Alert, AdviceReason.MadeForLookouts),
        (Aim.Lookout, Instrument.JointTaskForce, ExchangeKind.Alert, AdviceReason.MadeForLookouts),
        (Aim.Lookout, Instrument.Multilateral, ExchangeKind.Alert, AdviceReason.MadeForLookouts),
        (Aim.Lookout, Instrument.Cmaa, ExchangeKind.Spontaneous, AdviceReason.WouldDo),
        (Aim.Inform, Instrument.Cmaa, ExchangeKind.Spontaneous, AdviceReason.MadeForInforming),
        (Aim.Inform, Instrument.Multilateral, ExchangeKind.Spontaneous, AdviceReason.MadeForInforming),
        (Aim.Inform, Instrument.Mou, ExchangeKind.Spontaneous, AdviceReason.MadeForInforming),
        (Aim.Inform, Instrument.JointTaskForce, ExchangeKind.Operation, AdviceReason.WouldDo),
    ];

    /// <summary>Every way under an agreement that is in force between the two, the fittest first.</summary>
    public static IReadOnlyList<Advice> Advise(AgreementBook book, Need need)
    {
        HashSet<Instrument> there = [.. book.InForce(need.Us, need.Partner, need.On).Select(agreement => agreement.Instrument)];
        return [.. ways.Where(way => way.Aim == need.Aim && there.Contains(way.Instrument)).Select(way => Ask(book, need, way.Instrument, way.Exchange, way.Reason)).OrderByDescending(advice => advice.IsLawful)];
    }

    /// <summary>How what a partner gave becomes evidence.</summary>
    /// <param name="book">The agreements.</param>
    /// <param name="given">The question under which it was given.</param>
    /// <param name="obligations">What it was given with.</param>
    /// <param name="request">What holds for the request that would be made: the circumstances and approval of the side that now asks.</param>
    public static EvidencePath ToEvidence(AgreementBook book, Question given, Obligations obligations, Need request)
    {
        if (obligations.Refuse(new(request.OurAuthority, obligations.Purpose, PermittedAction.UseAsEvidence, request.On)) is null)
        {
            return new EvidencePath.AsItIs();
        }

        if (!book.InForce(given.From, given.To, request.On).Any(agreement => agreement.Instrument == Instrument.Mlat))
        {
            return new EvidencePath.OnlyByConsent();
        }

        // It asks for the evidence, and for nothing to be done that the first request may have asked for.
        var need = request with { Aim = Aim.Evidence, Us = given.To, Partner = given.From, Purpose = UsePurpose.CriminalEvidence, Wanted = given.Data, Asks = [] };
        var (there, back) = (There(need, ExchangeKind.Request), Back(need, ExchangeKind.Evidence));
        return new EvidencePath.ByRequest(there, Gate.Check(book, there, Instrument.Mlat), back, Gate.Check(book, back, Instrument.Mlat));
    }

    private static Advice Ask(AgreementBook book, Need need, Instrument instrument, ExchangeKind exchange, AdviceReason reason)
    {
        // Outside mutual legal assistance the same facts can be asked for, to investigate: they are then no evidence.
        var asked = reason == AdviceReason.NotEvidence ? need with { Purpose = UsePurpose.CriminalInvestigation } : need;
        var back = need.Wanted.IsEmpty || exchange is not (ExchangeKind.Request or ExchangeKind.Operation) ? null
            : Back(asked, exchange == ExchangeKind.Operation ? exchange : reason == AdviceReason.MadeForEvidence ? ExchangeKind.Evidence : ExchangeKind.Reply);
        return new(instrument, exchange, reason, Gate.Check(book, There(asked, exchange), instrument), back is null ? null : Gate.Check(book, back, instrument));
    }

    private static Question There(Need need, ExchangeKind exchange) => new()
    {
        Exchange = exchange,
        Assistance = exchange.NamesAssistance ? need.Assistance : null,
        From = need.Us,
        To = need.Partner,
        FromAuthority = need.OurAuthority,
        ToAuthority = need.TheirAuthority,
        Purpose = need.Purpose,
        Data = need.Told,
        Asks = need.Asks,
        Circumstances = need.Circumstances,
        Approval = need.Approval,
        On = need.On,
    };

    // Whether the partner's officers will approve is theirs to say: the answer is asked for as if they did.
    private static Question Back(Need need, ExchangeKind exchange) => There(need, exchange) with
    {
        From = need.Partner,
        To = need.Us,
        FromAuthority = need.TheirAuthority,
        ToAuthority = need.OurAuthority,
        Data = need.Wanted,
        Asks = [],
        Approval = Approval.CentralAuthority,
        Handling = HandlingCode.H0,
    };
}
