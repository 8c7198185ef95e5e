using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>What agreements say of a data set: asked when it is proposed and agreed to, and before the node makes a delivery by itself.</summary>
internal sealed class SubscriptionLaw(AgreementShelf shelf, OwnKeys own)
{
    /// <summary>The clause under which the whole set may be delivered, or why none lets it pass.</summary>
    public (Clause? Clause, Fault? Fault) Of(Session session, string partner, bool weGive, AuthorityKind authority, SubscribedSet set, Instrument instrument, Approval approval)
    {
        var question = QuestionOf(session, partner, weGive, authority, set, approval);
        return Gate.Check(shelf.At(session), question, instrument) switch
        {
            Verdict.Permitted { Stripped.IsEmpty: true } permitted => (permitted.Clause, null),
            Verdict.Permitted permitted => (null, new(FaultCode.AgreementRefused, $"{permitted.Clause.Name} does not let pass {permitted.Stripped.Named}.")),
            Verdict.Refused refused => (null, VerdictWords.FaultOf(refused, question)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The sets that run with a partner, each with the question of a delivery.</summary>
    public IEnumerable<OpenItem> OpenWith(Session session, string partner) => session.Query<SubscriptionRow>(
        $"SELECT {SubscriptionRow.Columns} FROM assistance_subscription WHERE partner = @partner AND state = 'Running' ORDER BY number DESC", new { partner })
        .Select(row => (Row: row, row.Read().Set)).Select(one => new OpenItem(
            SubscriptionForms.Address(one.Row.Number), $"{one.Row.Number}",
            Of(session, partner, one.Row.IsGiver, one.Row.Authority, one.Set, one.Row.Instrument, one.Row.Approval).Clause?.Name,
            [(QuestionOf(session, partner, one.Row.IsGiver, one.Row.Authority, one.Set, one.Row.Approval), one.Row.Instrument)]));

    private Question QuestionOf(Session session, string partner, bool weGive, AuthorityKind authority, SubscribedSet set, Approval approval)
    {
        var (giver, receiver) = weGive ? (own.PartyId, partner) : (partner, own.PartyId);
        return Questions.OfDelivery(set, set.Fields, approval, HandlingCode.H0, new(giver, authority, receiver, authority), CaseLaw.TodayOf(session));
    }

    /// <summary>Under which instrument the agreement stands that a set of a partner rests on.</summary>
    public Instrument? InstrumentOf(Session session, Basis basis) =>
        shelf.At(session).Agreements.FirstOrDefault(agreement => agreement.Id == basis.Agreement && agreement.Version == basis.Version)?.Instrument;
}

internal static class FieldNames
{
    extension(WordSet<DataField> fields)
    {
        /// <summary>The fields with their categories, as officers read them.</summary>
        public string Named => string.Join(", ", fields.Select(named => $"{Words.Of(named.Category)}.{named.Word}"));
    }
}
