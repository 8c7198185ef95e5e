using Entente.Agreements;
using Entente.Node.Federation;

namespace Entente.Node.Agreements;

/// <summary>The conditions that clauses make for an exchange: what a form has to ask its officer.</summary>
internal static class ConditionsAsked
{
    extension(AgreementShelf shelf)
    {
        /// <summary>The conditions under which some clause lets this node give that to one of its partners.</summary>
        public WordSet<Condition> ConditionsFor(ExchangeKind exchange, OwnKeys own, IEnumerable<string> partners, DateOnly on) =>
            [.. partners.SelectMany(partner => shelf.Book.Clauses(own.PartyId, partner, on)).Where(clause => clause.Exchanges.Contains(exchange)).SelectMany(clause => clause.When).Distinct()];
    }
}
