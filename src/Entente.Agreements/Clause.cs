using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Agreements;

/// <summary>The name of a clause: <c>NL-CA-CMAA/2 4(1)</c> is the first permission of article 4 of version 2, <c>NL-CA-CMAA/2 4(f1)</c> the first thing that the article forbids.</summary>
public readonly record struct ClauseRef(string Agreement, int Version, string Article, int Ordinal, bool Forbids = false)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out ClauseRef clause)
    {
        clause = default;
        if (text?.Split('/', ' ', '(') is not [var agreement, var version, var article, var rest] || !rest.EndsWith(')')
            || !Digits.TryRead(version, 9_999, out var number) || !Digits.TryRead(rest.AsSpan().TrimStart('f')[..^1], 9_999, out var ordinal))
        {
            return false;
        }

        clause = new(agreement, number, article, ordinal, rest.StartsWith('f'));
        return clause.ToString() == text;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Agreement}/{Version} {Article}({(Forbids ? "f" : "")}{Ordinal})");
}

/// <summary>What travels with what was given and binds whoever has it.</summary>
public sealed record Obligations
{
    /// <summary>The strictest of the item's own mark and the clause's.</summary>
    public required HandlingCode Handling { get; init; }

    public required UsePurpose Purpose { get; init; }

    public required WordSet<PermittedAction> Actions { get; init; }

    /// <summary>Authorities of the receiver that may have it.</summary>
    public required WordSet<AuthorityKind> Authorities { get; init; }

    /// <summary><see langword="null"/>: it goes no further.</summary>
    public required OnwardRule? Onward { get; init; }

    public required Retention? Retention { get; init; }

    /// <summary>The last day on which it may be kept; <see langword="null"/>: until the purpose is achieved.</summary>
    public DateOnly? LastDay { get; init; }

    public required Deadlines Deadlines { get; init; }

    public required TextList Languages { get; init; }

    public required CostBearer Costs { get; init; }

    /// <summary>Unverified information decides nothing by itself (TFA 12.5.1 (d)).</summary>
    public bool NotDecidingFactor { get; init; }
}

/// <summary>A permission between two bound parties: reservations have removed from it, declarations of its giver have tightened it.</summary>
public sealed class Clause
{
    internal Clause(Agreement agreement, Article article, Grant grant, int ordinal, BoundParty giver, BoundParty receiver)
    {
        (Agreement, Article, Grant, Giver, Receiver) = (agreement, article, grant, giver, receiver);
        Name = new(agreement.Id, agreement.Version, article.Number, ordinal);
        Declaration[] declared = [.. agreement.Declarations.Where(declaration => declaration.Party == giver.Party)];
        Reservation[] reserved = [.. agreement.Reservations.Where(reservation => Touches(reservation) && !reservation.IsWhole)];
        Data = reserved.Aggregate(grant.Data, (data, reservation) => data.Without(reservation.Data));
        Purposes = reserved.Aggregate(grant.Purposes, (purposes, reservation) => purposes.Without(reservation.Purposes));
        When = declared.Aggregate(grant.When, (when, declaration) => when.Or(declaration.When));
        Approval = declared.Select(declaration => declaration.Approval).Append(grant.Approval).Max();
        Retention = declared.Aggregate(grant.Retention, (retention, declaration) => Retention.Shorter(retention, declaration.Retention));
        Standing = new()
        {
            Handling = declared.Select(declaration => declaration.Handling).Append(grant.Handling).Max(),
            Purpose = default,
            Actions = grant.Actions,
            Authorities = receiver.Authorities,
            Onward = grant.Onward,
            Retention = Retention,
            Deadlines = grant.Deadlines,
            Languages = agreement.Languages,
            Costs = grant.Costs,
        };
    }

    public ClauseRef Name { get; }

    public Agreement Agreement { get; }

    public Article Article { get; }

    /// <summary>What it was made of.</summary>
    public Grant Grant { get; }

    public BoundParty Giver { get; }

    public BoundParty Receiver { get; }

    public WordSet<ExchangeKind> Exchanges => Grant.Exchanges;

    public WordSet<AssistanceType> Assistance => Grant.Assistance;

    public WordSet<DataField> Data { get; }

    public WordSet<UsePurpose> Purposes { get; }

    public WordSet<Condition> When { get; }

    public Approval Approval { get; }

    public Retention? Retention { get; }

    public HandlingCode Handling => Standing.Handling;

    /// <summary>The obligations of every exchange under it, before what the item itself brings along.</summary>
    internal Obligations Standing { get; }

    internal bool NamesAssistance(ExchangeKind exchange, AssistanceType? assistance) =>
        exchange.NamesAssistance ? assistance is { } type && Assistance.Contains(type) : assistance is null;

    public override string ToString() => Name.ToString();

    /// <summary>Every clause of an agreement, in the order of the file, with its reservations applied.</summary>
    internal static IEnumerable<Clause> Of(Agreement agreement) =>
        from clause in Bound(agreement)
        where !agreement.Reservations.Any(reservation => reservation.IsWhole && clause.Touches(reservation)) && !clause.Data.IsEmpty && !clause.Purposes.IsEmpty
        select clause;

    /// <summary>Every permission between two parties that the article binds, whatever they reserved.</summary>
    internal static IEnumerable<Clause> Bound(Agreement agreement) =>
        from article in agreement.Articles
        from grant in article.Permits.Index()
        from giver in agreement.Parties
        from receiver in agreement.Parties
        where giver != receiver && Binds(article, giver, receiver) && grant.Item.Direction?.Is(giver.Party, receiver.Party) != false
        select new Clause(agreement, article, grant.Item, grant.Index + 1, giver, receiver);

    internal static bool Binds(Article article, BoundParty one, BoundParty other) =>
        article.Annex is not { } annex || (one.Accepts.Contains(annex) && other.Accepts.Contains(annex));

    private bool Touches(Reservation reservation) =>
        (reservation.Party == Giver.Party || reservation.Party == Receiver.Party) && reservation.Articles.Contains(Article.Number);
}
