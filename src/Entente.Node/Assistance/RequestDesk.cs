using System.Globalization;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Node.Federation;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>What a request would be about, before its text is written.</summary>
/// <param name="Partner">Who is to be asked.</param>
/// <param name="Type">What is asked for.</param>
/// <param name="Purpose">What the answer is used for.</param>
/// <param name="Ours">Of which authority the officer is.</param>
/// <param name="Addressed">Which authority is asked.</param>
internal sealed record Errand(string Partner, AssistanceType Type, UsePurpose Purpose, AuthorityKind Ours, AuthorityKind Addressed);

/// <summary>An instrument by which something can be asked, with what the gate says to it.</summary>
internal sealed record WayToAsk(Instrument Instrument, Verdict Verdict);

/// <summary>What the agreements say before a request is written: under which instrument, in which language, and whether the same could be done here.</summary>
internal sealed class RequestDesk(AgreementShelf shelf, OwnKeys own, AssistanceOptions options, TimeProvider clock)
{
    public string? DataProtection => options.DataProtectionLaw.Length == 0 ? null : options.DataProtectionLaw;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>The instruments in force with the partner that know such assistance, the lawful ones first, and of them the one that is made for it.</summary>
    public IReadOnlyList<WayToAsk> WaysOf(Errand errand) =>
    [
        .. shelf.Book.Agreements.Where(agreement => agreement.From <= Today && !(agreement.Until < Today) && agreement.PartyOf(own.PartyId) is not null && agreement.PartyOf(errand.Partner) is not null)
            .Select(agreement => agreement.Instrument).Distinct().Where(instrument => Needs.Of(instrument, errand.Type) is not null)
            .Select(instrument => new WayToAsk(instrument, Ask(errand, instrument))).OrderBy(way => way.Verdict is Verdict.Permitted ? 0 : 1)
            .ThenBy(way => way.Instrument == MadeFor(errand) ? 0 : 1).ThenBy(way => way.Instrument),
    ];

    /// <summary>What the clause says to such a request if its conditions are met.</summary>
    public Verdict Ask(Errand errand, Instrument instrument) => Gate.Check(
        shelf.Book, About(errand, ExchangeKind.Request, WordSet.All<DataField>()), instrument);

    /// <summary>What the clause of the request needs, and what that of its answer will need of this side.</summary>
    public Needs? NeedsOf(Errand errand, Instrument instrument) =>
        Needs.Of(instrument, errand.Type, ((Ask(errand, instrument) as Verdict.Permitted)?.Clause.When ?? []).Or(AssurancesOf(errand, instrument)));

    /// <summary>What has to be assured before an answer may be given: said from the beginning, nobody has to ask for it.</summary>
    public WordSet<Condition> AssurancesOf(Errand errand, Instrument instrument) =>
        ((Gate.Check(shelf.Book, Answering(errand), instrument) as Verdict.Permitted)?.Clause.When ?? []).And([Condition.AssuranceNoEvidence, Condition.AssuranceConfidentiality, Condition.AssuranceRetention]);

    /// <summary>The languages in which the agreement is worked; empty where nothing permits the request.</summary>
    public IReadOnlyList<string> LanguagesOf(Errand errand, Instrument instrument) => (Ask(errand, instrument) as Verdict.Permitted)?.Clause.Agreement.Languages ?? (IReadOnlyList<string>)[];

    /// <summary>The language that a request is begun in: the officer's, where the agreement is worked in it.</summary>
    public string LanguageOf(Errand errand, Instrument instrument)
    {
        var (languages, mine) = (LanguagesOf(errand, instrument), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        return languages.Count == 0 || languages.Contains(mine) ? mine : languages[0];
    }

    /// <summary>Whether this administration could do the same under the same instrument (TFA 12.8): the gate is asked, and where it could not, the sentence names what stands against it.</summary>
    public Reciprocity ReciprocityOf(Errand errand, Instrument instrument, Text text)
    {
        return Gate.Check(shelf.Book, About(errand, AnswerTo(errand), Usual(errand)), instrument) switch
        {
            Verdict.Permitted { Stripped: { IsEmpty: false } stripped } => new(true, text["without {0}", AgreementWords.List(text.Of(stripped))]),
            Verdict.Permitted => new(true),
            Verdict.Refused refused => new(false, text.Of(refused.Reason)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // Only what comes by mutual legal assistance is sure to be heard in court; for the rest article 12 of the TFA is the shortest way, for what it knows.
    private static Instrument MadeFor(Errand errand) => errand.Purpose == UsePurpose.CriminalEvidence ? Instrument.Mlat : Instrument.Tfa12;

    private Question Answering(Errand errand)
    {
        var there = About(errand, AnswerTo(errand), Usual(errand));
        return there with { From = there.To, To = there.From, FromAuthority = there.ToAuthority, ToAuthority = there.FromAuthority };
    }

    private static ExchangeKind AnswerTo(Errand errand) => errand.Purpose == UsePurpose.CriminalEvidence ? ExchangeKind.Evidence : ExchangeKind.Reply;

    private static WordSet<DataField> Usual(Errand errand) => errand.Type == AssistanceType.CertifiedDocuments ? DataCategory.Documents.Fields : DataCategory.Declarations.Fields;

    // From here to the partner, in both cases: what a request tells it, and what an answer of ours to the same request of its would.
    private Question About(Errand errand, ExchangeKind exchange, WordSet<DataField> data) => new()
    {
        Exchange = exchange,
        Assistance = errand.Type,
        From = own.PartyId,
        To = errand.Partner,
        FromAuthority = errand.Ours,
        ToAuthority = errand.Addressed,
        Purpose = errand.Purpose,
        Data = data,
        Circumstances = [.. Enum.GetValues<Condition>().Select(condition => new Attestation(condition, own.PartyId))],
        Approval = Approval.CentralAuthority,
        On = Today,
    };
}
