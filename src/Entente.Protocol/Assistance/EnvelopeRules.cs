using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Identifiers;
using Entente.Protocol.Messages;

namespace Entente.Protocol.Assistance;

/// <summary>What the JSON form of requests and answers cannot exclude. Which parts must be there is a matter of instrument and type, and not looked at here.</summary>
internal static class EnvelopeRules
{
    public const int Line = 500;
    public const int Most = 100;
    public const int MostSubjects = 50;

    public static IEnumerable<Fault> Check(RequestEnvelope request, string at) =>
    [
        .. Word(request.Instrument, $"{at}.instrument"),
        .. Word(request.Assistance, $"{at}.assistance"),
        .. Word(request.Purpose, $"{at}.purpose"),
        .. Word(request.Approval, $"{at}.approval"),
        .. Check(request.Basis, $"{at}.basis"),
        .. Optional(at, ("matter", request.Matter, Line), ("facts", request.Facts, MessageText.Longest), ("law", request.Law, MessageText.Longest), ("grounds", request.Grounds, MessageText.Longest),
            ("urgentBecause", request.UrgentBecause, Line), ("confidentialBecause", request.ConfidentialBecause, Line), ("dataProtection", request.DataProtection, MessageText.Longest)),
        .. Check(request.Office, $"{at}.office"),
        .. request.Verified is { } verified ? MessageText.Check(verified.What, MessageText.Longest, $"{at}.verified.what") : [],
        .. Each(request.Declarations, Most, $"{at}.declarations", Check),
        .. Each(request.Subjects, MostSubjects, $"{at}.subjects", Check),
        .. Each(request.Wanted, Most, $"{at}.wanted", Check),
        .. Each(request.Procedure, Most, $"{at}.procedure", (text, place) => MessageText.Check(text, MessageText.Longest, place)),
        .. MessageText.CheckOptional(request.Reciprocity?.Limits, MessageText.Longest, $"{at}.reciprocity.limits"),
        .. Each(request.CannotComply, Most, $"{at}.cannotComply", (one, place) => [.. MessageText.Check(one.Provision, Line, $"{place}.provision"), .. MessageText.Check(one.Reason, MessageText.Longest, $"{place}.reason")]),
        .. Language(request.Language, $"{at}.language"),
        .. Language(request.TranslatedInto, $"{at}.translatedInto"),
        .. Each(request.Assurances, Most, $"{at}.assurances", Word),
        .. Each(request.Attested, Most, $"{at}.attested", Check),
        .. Each(request.Attachments, Most, $"{at}.attachments", Check),
        .. Each(request.Contacts, Most, $"{at}.contacts", (one, place) => [.. MessageText.Check(one.With, Line, $"{place}.with"), .. MessageText.Check(one.About, MessageText.Longest, $"{place}.about")]),
        .. request.Oral is { } oral ? [.. MessageText.Check(oral.Office, Line, $"{at}.oral.office"), .. MessageText.Check(oral.Reference, Conditions.LongestReference, $"{at}.oral.reference")] : Array.Empty<Fault>(),
        .. MessageText.When(request.Follows is { } follows && follows.RequestId == default, "A request has an id.", $"{at}.follows.requestId"),
        .. Check(request.Offence, $"{at}.offence"),
        .. Check(request.Measure, $"{at}.measure"),
    ];

    public static IEnumerable<Fault> Word(string word, string at) => MessageText.When(
        word.Length is 0 or > 40 || !char.IsAsciiLetter(word[0]) || !word.All(char.IsAsciiLetterOrDigit), "Expected a word of the vocabulary of agreements, such as dutyAssessment.", at);

    public static IEnumerable<Fault> Language(string? language, string at) =>
        MessageText.When(language is not null && (language.Length != 2 || !language.All(char.IsAsciiLetterLower)), "A language is two letters of ISO 639-1, such as en.", at);

    public static IEnumerable<Fault> Each<T>(IReadOnlyList<T> list, int most, string at, Func<T, string, IEnumerable<Fault>> check) => list.Count > most
        ? [new(FaultCode.MessageValue, $"At most {most} of these.", at)]
        : list.SelectMany((one, i) => check(one, $"{at}[{i}]"));

    public static IEnumerable<Fault> Optional(string at, params (string Name, string? Text, int Longest)[] texts) =>
        texts.SelectMany(one => MessageText.CheckOptional(one.Text, one.Longest, $"{at}.{one.Name}"));

    public static IEnumerable<Fault> Check(Basis? basis, string at) => basis is null ? [] :
    [
        .. MessageText.Check(basis.Agreement, Conditions.LongestReference, $"{at}.agreement"),
        .. MessageText.Check(basis.Article, Conditions.LongestReference, $"{at}.article"),
        .. MessageText.When(basis.Version < 1, "Versions begin at 1.", $"{at}.version"),
    ];

    public static IEnumerable<Fault> Check(ContactPoint? office, string at) => office is null ? [] :
    [
        .. MessageText.Check(office.Name, Line, $"{at}.name"),
        .. MessageText.Check(office.Reach, Line, $"{at}.reach"),
        .. MessageText.CheckOptional(office.Reference, Conditions.LongestReference, $"{at}.reference"),
    ];

    public static IEnumerable<Fault> Check(DeclarationInQuestion declaration, string at) =>
    [
        .. MessageText.Check(declaration.Reference, Conditions.LongestReference, $"{at}.reference"),
        .. Optional(at, ("parties", declaration.Parties, Line), ("goods", declaration.Goods, Line), ("value", declaration.Value, Line), ("origin", declaration.Origin, Line), ("route", declaration.Route, Line),
            ("documents", declaration.Documents, Line)),
    ];

    public static IEnumerable<Fault> Check(AttestedCondition attested, string at) => [.. Word(attested.Condition, $"{at}.condition"), .. MessageText.Check(attested.By, Line, $"{at}.by")];

    public static IEnumerable<Fault> Check(AlertContent subject, string at) =>
        subject is PersonAlert { Person: var person } ? MessageText.Check(person.Name, Line, $"{at}.person.name") : MessageText.Check(subject.Title, Line, at);

    public static IEnumerable<Fault> Check(EnclosedDocument document, string at) =>
    [
        .. MessageText.Check(document.Name, 200, $"{at}.name"),
        .. MessageText.Check(document.MediaType, 100, $"{at}.mediaType"),
        .. MessageText.When(document.Bytes < 1, "A document has bytes.", $"{at}.bytes"),
        .. Digest(document.Sha256, $"{at}.sha256"),
        .. Language(document.Language, $"{at}.language"),
    ];

    public static IEnumerable<Fault> Digest(string sha256, string at) =>
        MessageText.When(sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower), "Expected 64 hexadecimal digits in lower case.", at);

    /// <summary>A data category with some of its fields, as wanted, given or subscribed to.</summary>
    public static IEnumerable<Fault> Fields(string data, IReadOnlyList<string> fields, string at) =>
    [
        .. Word(data, $"{at}.data"),
        .. MessageText.When(fields.Count == 0 || fields.Distinct(StringComparer.Ordinal).Count() != fields.Count, "Name each field once, and at least one.", $"{at}.fields"),
        .. Each(fields, Most, $"{at}.fields", Word),
    ];

    private static IEnumerable<Fault> Check(WantedItem wanted, string at) =>
        [.. Fields(wanted.Data, wanted.Fields, at), .. MessageText.Check(wanted.What, MessageText.Longest, $"{at}.what")];

    private static IEnumerable<Fault> Check(Offence? offence, string at) => offence is null ? [] :
    [
        .. MessageText.Check(offence.Act, MessageText.Longest, $"{at}.act"),
        .. MessageText.Check(offence.Law, MessageText.Longest, $"{at}.law"),
        .. Optional(at, ("there", offence.There, MessageText.Longest), ("penalty", offence.Penalty, Line)),
    ];

    private static IEnumerable<Fault> Check(Measure? measure, string at) => measure is null ? [] :
    [
        .. Optional(at, ("place", measure.Place, Line), ("manner", measure.Manner, MessageText.Longest), ("order", measure.Order, MessageText.Longest)),
        .. MessageText.When(measure.Until < measure.From, "It ends before it begins.", $"{at}.until"),
        .. Each(measure.Questions, Most, $"{at}.questions", (text, place) => MessageText.Check(text, MessageText.Longest, place)),
        .. Money(measure.Amount, measure.Currency, at),
    ];

    public static IEnumerable<Fault> Money(decimal? amount, string? currency, string at) =>
    [
        .. MessageText.When(amount is null != currency is null, "An amount has a currency, and a currency an amount.", $"{at}.currency"),
        .. MessageText.When(amount <= 0, "An amount is more than nothing.", $"{at}.amount"),
        .. MessageText.When(currency is not null && CurrencyCode.Check(currency) is not IdentifierVerdict.Valid, "Expected a currency of ISO 4217, such as EUR.", $"{at}.currency"),
    ];
}
