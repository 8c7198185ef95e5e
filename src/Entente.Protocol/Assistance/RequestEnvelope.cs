using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;

namespace Entente.Protocol.Assistance;

/// <summary>What a request says, for every instrument and type: of its parts only those that the two need are there (<c>docs/spec/assistance.md</c>).</summary>
/// <remarks>The words of the vocabulary of agreements (instrument, type, purpose, condition, category, field) are texts here; who knows agreements reads them.</remarks>
public sealed record RequestEnvelope
{
    /// <summary>The kind of instrument, for example <c>tfa12</c>.</summary>
    public required string Instrument { get; init; }

    /// <summary>The agreement and article on which it rests; a draft may still be without.</summary>
    public Basis? Basis { get; init; }

    /// <summary>The type of assistance, for example <c>certifiedDocuments</c>.</summary>
    public required string Assistance { get; init; }

    /// <summary>What the answer will be used for.</summary>
    public required string Purpose { get; init; }

    /// <summary>Which kind of authority is asked.</summary>
    public required AuthorityKind Addressed { get; init; }

    /// <summary>The highest approval that it has.</summary>
    public required string Approval { get; init; }

    public string? Matter { get; init; }

    public ContactPoint? Office { get; init; }

    public string? Facts { get; init; }

    public string? Law { get; init; }

    /// <summary>Why there is reason to doubt or suspect.</summary>
    public string? Grounds { get; init; }

    /// <summary>What was checked before anybody was asked (TFA 12.3).</summary>
    public Verification? Verified { get; init; }

    public IReadOnlyList<DeclarationInQuestion> Declarations { get; init; } = [];

    /// <summary>Goods, means of transport, businesses, persons: with the fields that the categories of the CIS permit, and no others.</summary>
    public IReadOnlyList<AlertContent> Subjects { get; init; } = [];

    public IReadOnlyList<WantedItem> Wanted { get; init; } = [];

    /// <summary>Why it cannot wait; a request with a reason goes before those without.</summary>
    public string? UrgentBecause { get; init; }

    public DateOnly? ReplyBy { get; init; }

    /// <summary>How it should be done, item by item.</summary>
    public IReadOnlyList<string> Procedure { get; init; } = [];

    /// <summary>Why nobody may hear of the request itself.</summary>
    public string? ConfidentialBecause { get; init; }

    /// <summary>The own law on confidential and personal data that will apply (TFA 12.4.1 (f)).</summary>
    public string? DataProtection { get; init; }

    public Reciprocity? Reciprocity { get; init; }

    public IReadOnlyList<CannotComply> CannotComply { get; init; } = [];

    /// <summary>Of the request, ISO 639-1.</summary>
    public string? Language { get; init; }

    /// <summary>Into what it was translated; the translation comes along.</summary>
    public string? TranslatedInto { get; init; }

    /// <summary>Conditions that the requesting side assures from the beginning.</summary>
    public IReadOnlyList<string> Assurances { get; init; } = [];

    /// <summary>Conditions of which the request itself shows nothing, each with the authority that attests it.</summary>
    public IReadOnlyList<AttestedCondition> Attested { get; init; } = [];

    public IReadOnlyList<EnclosedDocument> Attachments { get; init; } = [];

    /// <summary>What was spoken about it before.</summary>
    public IReadOnlyList<PriorContact> Contacts { get; init; } = [];

    public SpokenRequest? Oral { get; init; }

    public PrecedingRequest? Follows { get; init; }

    public Offence? Offence { get; init; }

    public Measure? Measure { get; init; }
}

/// <param name="Agreement">Its id, for example <c>NL-CA-CMAA</c>.</param>
/// <param name="Version">The version in force when it was written.</param>
/// <param name="Article">The article.</param>
public sealed record Basis(string Agreement, int Version, string Article);

/// <summary>Where to turn to: an office, never a person.</summary>
/// <param name="Name">The office.</param>
/// <param name="Authority">Of which kind of authority.</param>
/// <param name="Reach">Its mailbox or telephone number.</param>
/// <param name="Reference">The office's own reference.</param>
public sealed record ContactPoint(string Name, AuthorityKind Authority, string Reach, string? Reference = null);

/// <param name="What">What was checked, and what came of it.</param>
/// <param name="On">When it was finished.</param>
public sealed record Verification(string What, DateOnly On);

/// <summary>A declaration, with what of it is told.</summary>
public sealed record DeclarationInQuestion
{
    /// <summary>Its number.</summary>
    public required string Reference { get; init; }

    public required ConsignmentKind Kind { get; init; }

    public DateOnly? LodgedOn { get; init; }

    public string? Parties { get; init; }

    public string? Goods { get; init; }

    public string? Value { get; init; }

    public string? Origin { get; init; }

    public string? Route { get; init; }

    public string? Documents { get; init; }
}

/// <summary>Something that is wanted.</summary>
/// <param name="Data">The data category, for example <c>documents</c>.</param>
/// <param name="Fields">Its fields; where it has none of its own, <c>content</c>.</param>
/// <param name="What">Which, in words, for example the invoice of a number.</param>
/// <param name="Form">In which form.</param>
public sealed record WantedItem(string Data, IReadOnlyList<string> Fields, string What, DocumentForm Form);

public enum DocumentForm { Information = 1, Copy, CertifiedCopy, Original }

/// <param name="CouldComply">Whether the requesting side could do the same.</param>
/// <param name="Limits">What stands against it, where something does.</param>
public sealed record Reciprocity(bool CouldComply, string? Limits = null);

/// <param name="Provision">What cannot be complied with.</param>
/// <param name="Reason">Why.</param>
public sealed record CannotComply(string Provision, string Reason);

/// <param name="Condition">A word of the vocabulary.</param>
/// <param name="By">The authority or office that attests it.</param>
public sealed record AttestedCondition(string Condition, string By);

/// <summary>A document that comes along as an attachment of the message.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="MediaType">For example <c>application/pdf</c>.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">64 hexadecimal digits in lower case.</param>
/// <param name="Language">ISO 639-1.</param>
public sealed record EnclosedDocument(string Name, string MediaType, long Bytes, string Sha256, string? Language = null);

/// <param name="On">The day.</param>
/// <param name="With">The office.</param>
/// <param name="About">What was said.</param>
public sealed record PriorContact(DateOnly On, string With, string About);

/// <param name="At">When it was asked by word of mouth.</param>
/// <param name="Office">Which office was asked.</param>
/// <param name="Reference">What both sides call it.</param>
public sealed record SpokenRequest(DateTimeOffset At, string Office, string Reference);

/// <param name="RequestId">The case before.</param>
/// <param name="How">What it has to do with it.</param>
public sealed record PrecedingRequest(RequestId RequestId, Succession How);

public enum Succession
{
    /// <summary>It was refused, and is asked anew so that the ground does not stand any more.</summary>
    Resent = 1,

    /// <summary>What was given administratively is asked for as evidence.</summary>
    Converted,

    /// <summary>Something is wanted beside what was given.</summary>
    Supplements,
}

/// <param name="Act">What was done.</param>
/// <param name="Law">What the law of the requesting side calls it, with the provision.</param>
/// <param name="There">What it is taken to be at the requested side.</param>
/// <param name="Penalty">The highest penalty.</param>
public sealed record Offence(string Act, string Law, string? There = null, string? Penalty = null);

/// <summary>What is to be done, for types that are more than telling.</summary>
public sealed record Measure
{
    public string? Place { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Manner { get; init; }

    /// <summary>The judicial or other decision that it rests on.</summary>
    public string? Order { get; init; }

    public IReadOnlyList<string> Questions { get; init; } = [];

    public decimal? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }
}
