using Entente.Agreements;

namespace Entente.Tests.Agreements;

/// <summary>Whether the text of some agreement lets a field pass, read off the permissions themselves: no clauses, no index, no choice among several.</summary>
internal static class NaiveGate
{
    public static bool Permits(IEnumerable<Agreement> agreements, IReadOnlyList<Suspension> suspensions, Question question, DataField field) => agreements
        .Where(agreement => agreement.From <= question.On && !(agreement.Until < question.On))
        .GroupBy(agreement => agreement.Id)
        .Select(versions => versions.MaxBy(version => version.Version)!)
        .Any(agreement => Permits(agreement, [.. suspensions.Where(suspension => IsActive(suspension, question))], question, field));

    private static bool Permits(Agreement agreement, Suspension[] suspensions, Question question, DataField field)
    {
        var giver = agreement.Parties.SingleOrDefault(party => party.Party == question.From);
        var receiver = agreement.Parties.SingleOrDefault(party => party.Party == question.To);
        if (giver is null || receiver is null || giver == receiver || !giver.Authorities.Contains(question.FromAuthority) || !receiver.Authorities.Contains(question.ToAuthority))
        {
            return false;
        }

        Article[] articles = [.. agreement.Articles.Where(article => article.Annex is null || (giver.Accepts.Contains(article.Annex) && receiver.Accepts.Contains(article.Annex)))];
        var forbidden = articles.SelectMany(article => article.Forbids).Any(forbids =>
            (forbids.Direction is null || (forbids.Direction.From == question.From && forbids.Direction.To == question.To))
            && (forbids.Exchanges.IsEmpty || forbids.Exchanges.Contains(question.Exchange))
            && (forbids.Assistance.IsEmpty || (question.Assistance is { } type && forbids.Assistance.Contains(type)))
            && (forbids.Purposes.IsEmpty || forbids.Purposes.Contains(question.Purpose))
            && (forbids.Data.IsEmpty || forbids.Data.Any(question.Data.Contains))
            && (forbids.Unless.IsEmpty || forbids.Unless.Any(condition => !question.Holding.Contains(condition))));
        return !forbidden && articles.Any(article => article.Permits.Any(permission => Permits(agreement, article, permission, suspensions, question, field)));
    }

    private static bool Permits(Agreement agreement, Article article, Grant permission, Suspension[] suspensions, Question question, DataField field)
    {
        Reservation[] reserved = [.. agreement.Reservations.Where(reservation => (reservation.Party == question.From || reservation.Party == question.To) && reservation.Articles.Contains(article.Number))];
        Declaration[] declared = [.. agreement.Declarations.Where(declaration => declaration.Party == question.From)];
        return permission.Data.Contains(field) && question.Data.Contains(field)
            && permission.Exchanges.Contains(question.Exchange)
            && (question.Exchange is ExchangeKind.Request or ExchangeKind.Reply or ExchangeKind.Evidence ? question.Assistance is { } type && permission.Assistance.Contains(type) : question.Assistance is null)
            && permission.Purposes.Contains(question.Purpose)
            && question.Asks.All(permission.Actions.Contains)
            && (permission.Direction is null || (permission.Direction.From == question.From && permission.Direction.To == question.To))
            && permission.When.Concat(declared.SelectMany(declaration => declaration.When)).All(question.Holding.Contains)
            && question.Approval >= permission.Approval && declared.All(declaration => question.Approval >= declaration.Approval)
            && reserved.All(reservation => (!reservation.Purposes.IsEmpty || !reservation.Data.IsEmpty) && !reservation.Purposes.Contains(question.Purpose) && !reservation.Data.Contains(field))
            && suspensions.All(suspension => (suspension.Agreement ?? agreement.Id) != agreement.Id
                || (suspension.Category is { } category ? field.Category != category : suspension.Article is { } number && number != article.Number));
    }

    private static bool IsActive(Suspension suspension, Question question) =>
        suspension.From <= question.On && !(suspension.Until < question.On)
        && ((suspension.By, suspension.Towards) == (question.From, question.To) || (!suspension.GivingOnly && (suspension.By, suspension.Towards) == (question.To, question.From)));
}
