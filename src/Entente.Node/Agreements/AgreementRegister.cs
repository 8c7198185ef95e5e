using Entente.Agreements;

namespace Entente.Node.Agreements;

/// <summary>What this node has agreed with whom, partner by partner, and how it stands on a day.</summary>
internal static class AgreementRegister
{
    /// <param name="shelf">The agreements.</param>
    /// <param name="us">The party that this node is.</param>
    /// <param name="partners">The parties that it exchanges with; one without an agreement is listed as well.</param>
    /// <param name="day">The day.</param>
    public static IReadOnlyList<PartnerAgreements> Of(AgreementShelf shelf, string us, IEnumerable<string> partners, DateOnly day)
    {
        var agreements = shelf.All.Where(held => held.Row.State != AgreementState.Rejected && held.Agreement.PartyOf(us) is not null)
            .GroupBy(held => held.Agreement.Id).Select(versions => LineOf(shelf, [.. versions.OrderBy(held => held.Agreement.Version)], day)).ToList();
        return
        [
            .. from partner in partners.Concat(agreements.SelectMany(line => line.Held.Agreement.Parties).Select(bound => bound.Party)).Distinct()
               where partner != us
               orderby PartyNames.Of(partner)
               select new PartnerAgreements(partner, [.. agreements.Where(line => line.Held.Agreement.PartyOf(partner) is not null).OrderBy(line => line.Standing != Standing.InForce).ThenBy(line => line.Held.Agreement.Instrument)]),
        ];
    }

    /// <summary>The parties that something could be exchanged with, by their names.</summary>
    public static IReadOnlyList<string> Parties(AgreementShelf shelf, string us, IEnumerable<string> partners) =>
        [.. partners.Concat(shelf.Book.Agreements.SelectMany(agreement => agreement.Parties).Select(bound => bound.Party)).Distinct().Where(party => party != us).OrderBy(PartyNames.Of, StringComparer.CurrentCulture)];

    /// <summary>The suspensions between two that concern an agreement; a party that has not signed is none.</summary>
    public static IEnumerable<Suspension> Suspensions(AgreementBook book, HeldAgreement held, string us, string partner, DateOnly day) =>
        from suspension in book.Suspensions
        where suspension.Agreement is null || suspension.Agreement == held.Agreement.Id
        where (suspension.By == us && suspension.Towards == partner) || (suspension.By == partner && suspension.Towards == us)
        where suspension.Until is not { } until || day <= until
        where held.Parties.All(party => party.Party != partner || party.HasSigned)
        select suspension;

    /// <summary>The version that counts on the day; else the next one to begin, else the one that ended last.</summary>
    private static RegisterLine LineOf(AgreementShelf shelf, IReadOnlyList<HeldAgreement> versions, DateOnly day)
    {
        var standing = versions.Select(held => (Held: held, Standing: shelf.StandingOf(held, day))).ToList();
        var shown = standing.Find(one => one.Standing == Standing.InForce) is { Held: not null } current ? current
            : standing.Find(one => one.Standing is Standing.Future or Standing.SignedHere or Standing.Proposed or Standing.Offered) is { Held: not null } coming ? coming
            : standing[^1];
        return new(
            shown.Held,
            shown.Standing,
            [.. standing.Where(one => one.Held.Agreement.Version > shown.Held.Agreement.Version)]);
    }
}

/// <param name="Party">The partner.</param>
/// <param name="Lines">An agreement each, those in force first.</param>
internal sealed record PartnerAgreements(string Party, IReadOnlyList<RegisterLine> Lines);

/// <param name="Held">The version that counts, or the one that comes next.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Later">Versions after it.</param>
internal sealed record RegisterLine(HeldAgreement Held, Standing Standing, IReadOnlyList<(HeldAgreement Held, Standing Standing)> Later)
{
    public Agreement Agreement => Held.Agreement;

    /// <summary>Its last day: its own, or the one before a later version that is agreed begins.</summary>
    public DateOnly? LastDay => Later.FirstOrDefault(one => one.Standing is Standing.Future or Standing.InForce or Standing.Superseded).Held?.Agreement.From.AddDays(-1) is { } day && !(Agreement.Until < day)
        ? day
        : Agreement.Until;
}
