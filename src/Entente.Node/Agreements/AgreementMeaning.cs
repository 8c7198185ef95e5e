using Entente.Agreements;

namespace Entente.Node.Agreements;

/// <summary>One version of an agreement article by article: the wording, and what the gate makes of it.</summary>
internal static class AgreementMeaning
{
    public static IReadOnlyList<ArticleReading> Of(Agreement agreement)
    {
        // What a template would permit, once its placeholders are parties.
        var alone = AgreementBook.Of([agreement.Status == AgreementStatus.Template ? agreement with { Status = AgreementStatus.Agreed } : agreement]);
        var clauses = (from giver in agreement.Parties
                       from receiver in agreement.Parties
                       where giver != receiver
                       from clause in alone.Clauses(giver.Party, receiver.Party, agreement.From)
                       select clause).ToLookup(clause => clause.Grant, ReferenceEqualityComparer.Instance);
        return [.. agreement.Articles.Select(article => new ArticleReading(
            article,
            [.. agreement.Parties.Where(party => article.Annex is { } annex && party.Accepts.Contains(annex)).Select(party => party.Party)],
            [.. article.Permits.Select((grant, n) => Permission(agreement, article, grant, n + 1, [.. clauses[grant]]))],
            [.. article.Forbids.Select((prohibition, n) => new ProhibitionReading(new(agreement.Id, agreement.Version, article.Number, n + 1, Forbids: true), prohibition))]))];
    }

    private static PermissionReading Permission(Agreement agreement, Article article, Grant grant, int ordinal, Clause[] clauses) => new(
        new(agreement.Id, agreement.Version, article.Number, ordinal),
        grant,
        [
            .. from clause in clauses
               group clause by (clause.Data, clause.Purposes, clause.When, clause.Approval, clause.Handling, clause.Retention) into alike
               select new TermsReading(alike.First(), Way.Of(alike.Select(clause => (clause.Giver.Party, clause.Receiver.Party)))),
        ],
        Way.Of(
            from giver in agreement.Parties
            from receiver in agreement.Parties
            where giver != receiver && grant.Direction?.Is(giver.Party, receiver.Party) != false
                && (article.Annex is not { } annex || (giver.Accepts.Contains(annex) && receiver.Accepts.Contains(annex)))
                && !Array.Exists(clauses, clause => clause.Giver == giver && clause.Receiver == receiver)
            select (giver.Party, receiver.Party)));
}

/// <param name="Article">Number, title, annex and wording.</param>
/// <param name="Accepted">The parties that accept its annex; empty where it is in none.</param>
/// <param name="Permits">Its permissions.</param>
/// <param name="Forbids">What it forbids.</param>
public sealed record ArticleReading(Article Article, IReadOnlyList<string> Accepted, IReadOnlyList<PermissionReading> Permits, IReadOnlyList<ProhibitionReading> Forbids);

/// <summary>A permission with what became of it between each two parties.</summary>
/// <param name="Name">As records and chips name it.</param>
/// <param name="Grant">As it stands in the file.</param>
/// <param name="Terms">The terms that hold, once for all ways in which they are the same.</param>
/// <param name="Reserved">Between whom a reservation takes it away.</param>
public sealed record PermissionReading(ClauseRef Name, Grant Grant, IReadOnlyList<TermsReading> Terms, IReadOnlyList<Way> Reserved);

/// <param name="Clause">One of the clauses that have these terms: reservations taken away, declarations applied.</param>
/// <param name="Ways">From whom to whom.</param>
public sealed record TermsReading(Clause Clause, IReadOnlyList<Way> Ways);

public sealed record ProhibitionReading(ClauseRef Name, Prohibition Prohibition);

/// <summary>From one party to another, or either way between the two.</summary>
public sealed record Way(string From, string To, bool Both)
{
    public static IReadOnlyList<Way> Of(IEnumerable<(string Giver, string Receiver)> pairs)
    {
        List<(string Giver, string Receiver)> all = [.. pairs.Distinct()];
        return
        [
            .. from pair in all
               let both = all.Contains((pair.Receiver, pair.Giver))
               where !both || all.IndexOf(pair) < all.IndexOf((pair.Receiver, pair.Giver))
               select new Way(pair.Giver, pair.Receiver, both),
        ];
    }
}
