using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Agreements;

/// <summary>What a well-formed agreement can still get wrong.</summary>
internal static class AgreementRules
{
    public static void Check(Agreement agreement, List<Fault> faults)
    {
        Parties(agreement, faults);
        Articles(agreement, faults);
        foreach (var (article, grant) in agreement.Articles.SelectMany(article => article.Permits.Select(grant => (article, grant))))
        {
            Words(grant.Place, grant.Exchanges, grant.Assistance, mustName: true, faults);
            Direction(agreement, grant.Direction, grant.Place, faults);
            Deadlines(grant, faults);
        }

        foreach (var prohibition in agreement.Articles.SelectMany(article => article.Forbids))
        {
            Words(prohibition.Place, prohibition.Exchanges, prohibition.Assistance, mustName: false, faults);
            Direction(agreement, prohibition.Direction, prohibition.Place, faults);
        }

        if (faults.Count == 0)
        {
            Clauses(agreement, faults);
        }
    }

    private static void Parties(Agreement agreement, List<Fault> faults)
    {
        if (agreement.Parties.Count < 2)
        {
            Add(faults, FaultCode.AgreementParty, agreement.Parties[0].Place, "An agreement binds two parties at least.");
        }

        foreach (var (party, n) in agreement.Parties.Select((party, n) => (party, n)))
        {
            if (agreement.Parties.Take(n).Any(before => before.Party == party.Party))
            {
                Add(faults, FaultCode.AgreementParty, party.Place, $"{party.Party} is named twice.");
            }

            if (party.Accepts.Count > 0 && agreement.Instrument != Instrument.Multilateral)
            {
                Add(faults, FaultCode.AgreementArticle, party.Place, "Only a multilateral instrument has annexes to accept.");
            }
            else if (party.Accepts.FirstOrDefault(annex => agreement.Articles.All(article => article.Annex != annex)) is { } unknown)
            {
                Add(faults, FaultCode.AgreementArticle, party.Place, $"{party.Party} accepts annex {unknown}, to which no article belongs.");
            }
        }

        var strangers = agreement.Reservations.Select(reservation => (reservation.Party, reservation.Place))
            .Concat(agreement.Declarations.Select(declaration => (declaration.Party, declaration.Place))).Where(named => agreement.PartyOf(named.Party) is null);
        foreach (var (party, place) in strangers)
        {
            Add(faults, FaultCode.AgreementParty, place, $"{party} is no party of the agreement.");
        }
    }

    private static void Articles(Agreement agreement, List<Fault> faults)
    {
        foreach (var (article, n) in agreement.Articles.Select((article, n) => (article, n)))
        {
            if (agreement.Articles.Take(n).Any(before => before.Number == article.Number))
            {
                Add(faults, FaultCode.AgreementArticle, article.Place, $"There are two articles {article.Number}.");
            }

            if (article.Annex is null)
            {
                continue;
            }

            if (agreement.Instrument != Instrument.Multilateral)
            {
                Add(faults, FaultCode.AgreementArticle, article.Place, $"Article {article.Number} belongs to an annex; only a multilateral instrument has annexes.");
            }
            else if (agreement.Parties.Count(party => party.Accepts.Contains(article.Annex)) < 2)
            {
                Add(faults, FaultCode.AgreementUnreachable, article.Place, $"Fewer than two parties accept annex {article.Annex}, so that article {article.Number} binds nobody.");
            }
        }

        foreach (var reservation in agreement.Reservations)
        {
            foreach (var number in reservation.Articles.Where(number => agreement.Articles.All(article => article.Number != number)))
            {
                Add(faults, FaultCode.AgreementArticle, reservation.Place, $"{reservation.Party} makes a reservation on article {number}, which is not there.");
            }
        }
    }

    private static void Words(Place place, WordSet<ExchangeKind> exchanges, WordSet<AssistanceType> assistance, bool mustName, List<Fault> faults)
    {
        var named = exchanges.Any(exchange => exchange.NamesAssistance);
        if (mustName && named && assistance.IsEmpty)
        {
            Add(faults, FaultCode.AgreementUnreachable, place, "Requests, replies and evidence name a type of assistance, and this permission names none.");
        }

        if (!named && !exchanges.IsEmpty && !assistance.IsEmpty)
        {
            Add(faults, FaultCode.AgreementUnreachable, place, "Only requests, replies and evidence name a type of assistance.");
        }
    }

    private static void Direction(Agreement agreement, Direction? direction, Place place, List<Fault> faults)
    {
        if (direction is not null && (direction.From == direction.To || agreement.PartyOf(direction.From) is null || agreement.PartyOf(direction.To) is null))
        {
            Add(faults, FaultCode.AgreementUnreachable, place, $"From {direction.From} to {direction.To} is not a direction between two parties of the agreement.");
        }
    }

    private static void Deadlines(Grant grant, List<Fault> faults)
    {
        foreach (var (first, then) in new[] { (DeadlineStep.Acknowledge, DeadlineStep.Decide), (DeadlineStep.Decide, DeadlineStep.Reply), (DeadlineStep.Execute, DeadlineStep.Reply), (DeadlineStep.Acknowledge, DeadlineStep.Reply) })
        {
            if (grant.Deadlines[first] is { } earlier && grant.Deadlines[then] is { } later && earlier.AtLeast > later.AtLeast)
            {
                Add(faults, FaultCode.AgreementDeadline, grant.Place, $"The deadline to {Agreements.Words.Of(first)} ({earlier}) is later than the one to {Agreements.Words.Of(then)} ({later}).");
            }
        }
    }

    private static void Clauses(Agreement agreement, List<Fault> faults)
    {
        Clause[] bound = [.. Clause.Bound(agreement)];
        foreach (var grant in agreement.Articles.SelectMany(article => article.Permits))
        {
            Clause[] clauses = Array.FindAll(bound, clause => ReferenceEquals(clause.Grant, grant));
            if (clauses.Length == 0)
            {
                Add(faults, FaultCode.AgreementUnreachable, grant.Place, "Between no two parties can this permission apply.");
            }
            else if (clauses.All(clause => clause.Data.IsEmpty || clause.Purposes.IsEmpty))
            {
                Add(faults, FaultCode.AgreementUnreachable, grant.Place, "The reservations leave it no purpose or no data; make one of the whole article.");
            }
            else if (clauses.All(clause => IsForbidden(agreement, clause)))
            {
                Add(faults, FaultCode.AgreementContradiction, grant.Place, "The same agreement forbids all of it.");
            }
            else if (clauses.Any(clause => clause.Handling >= HandlingCode.H1 && clause.Purposes.Contains(UsePurpose.CriminalEvidence) && !clause.When.Contains(Condition.ConsentGiven)))
            {
                Add(faults, FaultCode.AgreementContradiction, grant.Place, "It gives evidence under a handling code that keeps information out of court unless consentGiven holds.");
            }

            if (clauses.FirstOrDefault(clause => grant.Retention is { } retention && clause.Retention is { } allowed && retention.IsLongerThan(allowed)) is { } longer)
            {
                Add(faults, FaultCode.AgreementRetention, grant.Place, $"It is kept for {grant.Retention}, but {longer.Giver.Party} declares {longer.Retention} at the most.");
            }
        }

        foreach (var party in agreement.Parties.Where(party => !Array.Exists(bound, clause => clause.Giver == party || clause.Receiver == party)))
        {
            Add(faults, FaultCode.AgreementParty, party.Place, $"Nothing in the agreement binds {party.Party}.");
        }
    }

    /// <summary>Whether nothing can ever pass the clause: each of its fields, in each of its exchanges and for each of its purposes, is forbidden whatever the circumstances.</summary>
    private static bool IsForbidden(Agreement agreement, Clause clause)
    {
        Prohibition[] always = [.. ProhibitionsOf(agreement, clause.Giver, clause.Receiver).Where(prohibition => prohibition.Unless.IsEmpty)];
        return always.Length > 0 && clause.Exchanges.All(exchange => TypesOf(exchange).All(type => clause.Purposes.All(purpose => clause.Data
            .Without(always.Where(prohibition => prohibition.AppliesTo(exchange, type, purpose))
                .Aggregate(default(WordSet<DataField>), (data, prohibition) => data.Or(prohibition.Data.IsEmpty ? clause.Data : prohibition.Data))).IsEmpty)));

        IEnumerable<AssistanceType?> TypesOf(ExchangeKind exchange) => exchange.NamesAssistance ? clause.Assistance.Select(type => (AssistanceType?)type) : [null];
    }

    /// <summary>What the agreement forbids from one party to another.</summary>
    internal static IEnumerable<Prohibition> ProhibitionsOf(Agreement agreement, BoundParty giver, BoundParty receiver) =>
        from article in agreement.Articles
        where Clause.Binds(article, giver, receiver)
        from prohibition in article.Forbids
        where prohibition.Direction?.Is(giver.Party, receiver.Party) != false
        select prohibition;

    private static void Add(List<Fault> faults, FaultCode code, Place place, string detail) => faults.Add(new(code, detail, place.ToString()));
}
