using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Agreements;

/// <summary>An agreement as it was read: what stands in the file, nothing worked out. Only <see cref="AgreementText"/> makes one, so it breaks no rule.</summary>
public sealed record Agreement
{
    internal Agreement()
    {
    }

    /// <summary>For example <c>NL-CA-CMAA</c>.</summary>
    public required string Id { get; init; }

    public required int Version { get; init; }

    public required AgreementStatus Status { get; init; }

    public required Instrument Instrument { get; init; }

    public required string Title { get; init; }

    /// <summary>The first day in force.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day in force, if it is known.</summary>
    public required DateOnly? Until { get; init; }

    /// <summary>Of requests and answers; the first is used where nothing is said.</summary>
    public required TextList Languages { get; init; }

    public required IReadOnlyList<BoundParty> Parties { get; init; }

    public required IReadOnlyList<Reservation> Reservations { get; init; }

    public required IReadOnlyList<Declaration> Declarations { get; init; }

    public required IReadOnlyList<Article> Articles { get; init; }

    /// <summary>SHA-256 of the bytes, in lower case hexadecimal: what both parties hold and sign.</summary>
    public required string Digest { get; init; }

    /// <summary>Where its version stands in the file.</summary>
    public required Place VersionPlace { get; init; }

    /// <summary>Where its first day stands.</summary>
    public required Place FromPlace { get; init; }

    /// <summary>Where its status stands; where its version does, if nothing is said of a status.</summary>
    public required Place StatusPlace { get; init; }

    /// <summary>The bytes that a party's node signs: name, version and digest under a name of their own, so that no other signature can be taken for this one.</summary>
    public byte[] SigningStatement => System.Text.Encoding.UTF8.GetBytes($"entente/agreement/1\n{Id}\n{Version}\n{Digest}\n");

    public BoundParty? PartyOf(string party) => Parties.FirstOrDefault(bound => bound.Party == party);

    public override string ToString() => $"{Id}/{Version}";
}

/// <summary>Where something stands in the file, both from 1.</summary>
public readonly record struct Place(int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}

/// <param name="Place">Where it stands.</param>
/// <param name="Party">A country code, or the party id of a node.</param>
/// <param name="Authorities">Which kinds of its authorities are bound.</param>
/// <param name="Calendar">Whose working days its deadlines follow.</param>
/// <param name="Accepts">Annexes of a multilateral instrument.</param>
public sealed record BoundParty(Place Place, string Party, WordSet<AuthorityKind> Authorities, string Calendar, TextList Accepts);

/// <summary>What does not bind a party: whole articles, or in them some purposes or fields only. It takes permissions away; what an article forbids stays.</summary>
public sealed record Reservation(Place Place, string Party, TextList Articles, string Text, WordSet<UsePurpose> Purposes, WordSet<DataField> Data)
{
    public bool IsWhole => Purposes.IsEmpty && Data.IsEmpty;
}

/// <summary>What a party says of itself. It tightens every clause under which that party gives.</summary>
public sealed record Declaration(Place Place, string Party, string Text)
{
    public Retention? Retention { get; init; }

    public HandlingCode Handling { get; init; }

    public Approval Approval { get; init; } = Approval.Officer;

    public WordSet<Condition> When { get; init; }
}

public sealed record Article(Place Place, string Number, string? Title, string? Annex, string Wording)
{
    public IReadOnlyList<Grant> Permits { get; init; } = [];

    public WordSet<RefusalGround> Refuses { get; init; }

    public IReadOnlyList<Prohibition> Forbids { get; init; } = [];
}

/// <summary>From one party to another.</summary>
public sealed record Direction(string From, string To)
{
    public bool Is(string giver, string receiver) => From == giver && To == receiver;
}

/// <summary>Whom a receiver may pass it on to: the named authorities of its own state, and of the named parties.</summary>
public sealed record OnwardRule(WordSet<AuthorityKind> Authorities, TextList Parties, bool WithConsent)
{
    /// <summary>What both rules let pass.</summary>
    public static OnwardRule? Narrower(OnwardRule? one, OnwardRule? other) => one is null || other is null
        ? null
        : new(one.Authorities.And(other.Authorities), [.. one.Parties.Where(other.Parties.Contains)], one.WithConsent || other.WithConsent);
}

public sealed record Deadlines(
    Period? Acknowledge = null, Period? Confirm = null, Period? Complete = null, Period? Decide = null, Period? Execute = null, Period? Reply = null, Period? Report = null)
{
    public Period? this[DeadlineStep step] => step switch
    {
        DeadlineStep.Acknowledge => Acknowledge,
        DeadlineStep.Confirm => Confirm,
        DeadlineStep.Complete => Complete,
        DeadlineStep.Decide => Decide,
        DeadlineStep.Execute => Execute,
        DeadlineStep.Reply => Reply,
        _ => Report,
    };
}

/// <summary>What an article permits. Every set is closed: what it does not name is not permitted.</summary>
public sealed record Grant(Place Place)
{
    public required WordSet<ExchangeKind> Exchanges { get; init; }

    public required WordSet<AssistanceType> Assistance { get; init; }

    public required WordSet<DataField> Data { get; init; }

    public required WordSet<UsePurpose> Purposes { get; init; }

    /// <summary><see langword="null"/>: either way between any two parties.</summary>
    public required Direction? Direction { get; init; }

    public required WordSet<Condition> When { get; init; }

    public required Approval Approval { get; init; }

    public required HandlingCode Handling { get; init; }

    public required WordSet<PermittedAction> Actions { get; init; }

    public required OnwardRule? Onward { get; init; }

    public required Retention? Retention { get; init; }

    public required Deadlines Deadlines { get; init; }

    public required CostBearer Costs { get; init; }
}

/// <summary>What an article forbids, whatever the same agreement permits. A set that is not given means any.</summary>
public sealed record Prohibition(Place Place)
{
    public required WordSet<ExchangeKind> Exchanges { get; init; }

    public required WordSet<AssistanceType> Assistance { get; init; }

    /// <summary>It applies as soon as one of these fields is present.</summary>
    public required WordSet<DataField> Data { get; init; }

    public required WordSet<UsePurpose> Purposes { get; init; }

    public required Direction? Direction { get; init; }

    /// <summary>It does not apply while all of these hold; empty: it always applies.</summary>
    public required WordSet<Condition> Unless { get; init; }

    /// <summary>What to use in its place.</summary>
    public required Instrument? Instead { get; init; }

    internal bool AppliesTo(ExchangeKind exchange, AssistanceType? assistance, UsePurpose purpose) =>
        (Exchanges.IsEmpty || Exchanges.Contains(exchange)) && (Assistance.IsEmpty || (assistance is { } type && Assistance.Contains(type)))
        && (Purposes.IsEmpty || Purposes.Contains(purpose));
}
