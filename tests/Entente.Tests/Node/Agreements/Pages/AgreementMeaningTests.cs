using Entente.Agreements;
using Entente.Node.Agreements;

namespace Entente.Tests.Node.Agreements.Pages;

public sealed class AgreementMeaningTests
{
    /// <summary>What stands beside the wording is what the gate compiles: every clause once, with its own terms, and no other.</summary>
    [Fact]
    public void The_meaning_shown_is_every_clause_of_the_gate_and_no_other()
    {
        foreach (var agreement in AgreementLibrary.Simulated)
        {
            var shown = (from article in AgreementMeaning.Of(agreement)
                         from permission in article.Permits
                         from terms in permission.Terms
                         from way in Directions(terms.Ways)
                         select (permission.Name, way.From, way.To, Terms: Terms(terms.Clause))).ToList();
            var book = AgreementBook.Of([agreement]);
            var compiled = (from giver in agreement.Parties
                            from receiver in agreement.Parties
                            where giver != receiver
                            from clause in book.Clauses(giver.Party, receiver.Party, agreement.From)
                            select (clause.Name, clause.Giver.Party, clause.Receiver.Party, Terms: Terms(clause))).ToList();

            shown.ShouldBe(compiled, ignoreOrder: true, agreement.Id);
        }
    }

    [Fact]
    public void A_declaration_tightens_one_way_only_and_shows_as_two_terms()
    {
        var article = AgreementMeaning.Of(Given.Cmaa).Single(reading => reading.Article.Number == "1").Permits;
        article.ShouldBeEmpty();

        // The Netherlands keeps five years at the most; article 8 names no retention.
        var shipped = AgreementMeaning.Of(Given.Cmaa).SelectMany(reading => reading.Permits).Where(permission => permission.Grant.Retention is null).ToList();
        shipped.ShouldNotBeEmpty();
        foreach (var permission in shipped)
        {
            permission.Terms.Count.ShouldBe(2, $"{permission.Name}");
            permission.Terms.Single(terms => terms.Ways is [{ From: "NL", Both: false }]).Clause.Retention!.ToString().ShouldBe("P5Y");
            permission.Terms.Single(terms => terms.Ways is [{ From: "CA", Both: false }]).Clause.Retention.ShouldBeNull();
        }
    }

    [Fact]
    public void A_reservation_shows_where_it_takes_the_permission_away()
    {
        var pursuit = AgreementMeaning.Of(Given.Cmaa).Single(reading => reading.Article.Number == "17").Permits.Single();

        pursuit.Terms.ShouldBeEmpty();
        pursuit.Reserved.ShouldBe([new Way("NL", "CA", true)]);
    }

    [Fact]
    public void An_annex_names_who_accepts_it_and_binds_nobody_else()
    {
        var convention = AgreementLibrary.Simulated.Single(agreement => agreement.Id == "CONVENTION-ANNEXES");
        var duties = AgreementMeaning.Of(convention).Single(reading => reading.Article.Number == "II.1");

        duties.Accepted.ShouldBe(["NL", "CA"]);
        duties.Permits.Single().Terms.Single().Ways.ShouldBe([new Way("NL", "CA", true)]);
        duties.Permits.Single().Reserved.ShouldBeEmpty(); // Singapore has not reserved it: it has not accepted the annex
    }

    private static IEnumerable<(string From, string To)> Directions(IEnumerable<Way> ways) =>
        ways.SelectMany(way => way.Both ? new[] { (way.From, way.To), (way.To, way.From) } : [(way.From, way.To)]);

    private static (WordSet<DataField>, WordSet<UsePurpose>, WordSet<Condition>, Approval, Entente.Protocol.Alerts.HandlingCode, Retention?) Terms(Clause clause) =>
        (clause.Data, clause.Purposes, clause.When, clause.Approval, clause.Handling, clause.Retention);
}
