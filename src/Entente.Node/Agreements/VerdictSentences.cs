using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Node.Console;
using Clause = Entente.Agreements.Clause;

namespace Entente.Node.Agreements;

/// <summary>What the gate says, in sentences.</summary>
internal static class VerdictSentences
{
    extension(Text t)
    {
        public string Of(RefusalReason reason) => t[reason switch
        {
            RefusalReason.NoAgreement => Text.Key("No agreement between the two is in force on that day."),
            RefusalReason.Suspended => Text.Key("What would permit it is suspended."),
            RefusalReason.Onward => Text.Key("Whoever provided it does not let it go on to this receiver."),
            RefusalReason.Handling => Text.Key("Its own handling code keeps it from this."),
            RefusalReason.GivenFor => Text.Key("Whoever provided it gave it for another purpose."),
            RefusalReason.Forbidden => Text.Key("An article forbids it."),
            RefusalReason.Exchange => Text.Key("No clause permits such an exchange."),
            RefusalReason.Assistance => Text.Key("No clause permits it for this type of assistance."),
            RefusalReason.Direction => Text.Key("It is permitted the other way only."),
            RefusalReason.Authority => Text.Key("The authority at one of the ends is not bound."),
            RefusalReason.Purpose => Text.Key("No clause permits it for this purpose."),
            RefusalReason.Action => Text.Key("It asks the receiver for more than may be done with it."),
            RefusalReason.Condition => Text.Key("It is permitted on conditions, and not all of them hold."),
            RefusalReason.Approval => Text.Key("It takes a higher approval."),
            _ => Text.Key("No clause lets any of these data pass."),
        }];

        public string Of(Change change) => change switch
        {
            Change.OtherPurpose other => t["For another purpose, if it is the true one: {0}", t.Of(other.Purpose)],
            Change.OtherActions { Actions.IsEmpty: true } => t["Asking the receiver for nothing"],
            Change.OtherActions other => t["Asking the receiver for this only: {0}", AgreementWords.List(other.Actions.Select(t.Of))],
            Change.Meet meet => t["A condition that must hold: {0}", t.Of(meet.Condition)],
            Change.Approve approve => t["Approved by: {0}", t.Of(approve.Approval)],
            Change.LeaveOut leave => t["Without: {0}", AgreementWords.List(t.Of(leave.Fields))],
            Change.OtherExchange other => t["As another exchange: {0}, under {1}", t.Of(other.Exchange, other.Assistance), t.ShortOf(other.Instrument)],
            Change.OtherAuthority other => t["Between these authorities: {0} → {1}", t.Of(other.From), t.Of(other.To)],
            Change.ObtainConsent consent => t["With the consent of {0} to pass it on to {1}", PartyNames.Of(consent.Provider), PartyNames.Of(consent.To)],
            Change.WaitUntil wait => t["From {0} on", Iso(wait.Day)],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        /// <summary>An exchange with its type of assistance.</summary>
        public string Of(ExchangeKind exchange, AssistanceType? assistance) => assistance is { } type ? t["{0}: {1}", t.Of(exchange), t.Of(type)] : t.Of(exchange);

        /// <summary>A way: its instrument, and by which exchange it begins.</summary>
        public string Of(Instrument instrument, ExchangeKind exchange) => t["{0}: {1}", t.Of(instrument), t.Of(exchange)];

        public string ArticleOf(ClauseRef clause) => t["{0}, article {1}", clause.Agreement, clause.Article];

        /// <summary>Something that a partner gave, by who gave it, what it is and its reference.</summary>
        public string LineOf(SourceLine source) => t["{0}, {1}: {2}", PartyNames.Of(source.Partner), t[source.Kind], source.Reference];

        /// <summary>The deadlines of a clause, step by step; where it says nothing of a request, the customary ones of the instrument.</summary>
        public IEnumerable<(string Words, bool IsCustomary)> DeadlinesOf(Clause clause) =>
            from step in Enum.GetValues<DeadlineStep>()
            let own = clause.Grant.Deadlines[step]
            let period = own ?? (clause.Assistance.IsEmpty ? null : InstrumentDeadlines.For(clause, step))
            where period is not null
            select (t["{0}: {1}", t.Of(step), t.Of(period.Value)], own is null);
    }

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
