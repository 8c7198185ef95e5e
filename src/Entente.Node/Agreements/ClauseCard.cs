using Entente.Agreements;
using Entente.Node.Console;
using Clause = Entente.Agreements.Clause;

namespace Entente.Node.Agreements;

/// <summary>What an item was given with, as the clause chip of the console shows it.</summary>
internal static class ClauseCard
{
    extension(Text t)
    {
        /// <param name="clause">The clause that it passed under.</param>
        /// <param name="obligations">What travelled with it.</param>
        public Console.Clause ChipOf(Clause clause, Obligations obligations) => new()
        {
            Owner = clause.Giver.Party,
            Agreement = clause.Agreement.Id,
            Article = t["art. {0}", clause.Article.Number],
            Href = AgreementLinks.Of(clause.Name),
            Purpose = t.Of(obligations.Purpose),
            Handling = obligations.Handling,
            KeepUntil = obligations.LastDay,
            Wording = clause.Article.Wording,
            Uses =
            [
                .. Enum.GetValues<PermittedAction>().Select(action => t.UseOf(t.Of(action), obligations.Actions.Contains(action), clause)),
                t.UseOf(t["Pass it on"], obligations.Onward is { WithConsent: false }, clause),
            ],
        };

        private ClauseUse UseOf(string act, bool lawful, Clause clause) => new(act, lawful, lawful ? null : t["Ask {0} for permission.", PartyNames.Of(clause.Giver.Party)]);
    }
}
