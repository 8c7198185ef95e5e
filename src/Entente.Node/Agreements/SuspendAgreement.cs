using System.Globalization;
using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Agreements;

/// <summary>Stops or slows what is exchanged with a partner: everything, one agreement, one article or one category of data. It begins at once, and one officer suffices, because it protects; the partner is told.</summary>
internal static class SuspendAgreement
{
    /// <param name="Partner">The party id.</param>
    /// <param name="Reason">Why; it is put on record, and told to the partner.</param>
    public sealed record Command(string Partner, string? Reason)
    {
        /// <summary>One agreement, by its id; absent: all of them.</summary>
        public string? Agreement { get; init; }

        /// <summary>One article of that agreement.</summary>
        public string? Article { get; init; }

        /// <summary>One category of data, in the words of agreements.</summary>
        public string? Category { get; init; }

        /// <summary>Only what this node gives is stopped; what the partner gives goes on.</summary>
        public bool GivingOnly { get; init; }

        /// <summary>Nothing is stopped: at most so many messages go in any hour, and the others wait their turn. Absent: it is stopped.</summary>
        public int? PerHour { get; init; }

        /// <summary>The last day; absent: until it is lifted.</summary>
        public DateOnly? Until { get; init; }
    }

    /// <param name="agreements">What is agreed with anybody.</param>
    public static IEnumerable<Fault> Decide(Command command, bool isPartner, IReadOnlyList<Agreement> agreements, string ownParty, DateOnly today)
    {
        if (!isPartner)
        {
            yield return new(FaultCode.NotFound, "");
            yield break;
        }

        if (Reasons.Fault(command.Reason) is not null)
        {
            yield return new(FaultCode.AgreementReason, "Say why, in at most 500 characters; it is put on record and told to the partner.", "reason");
        }

        var named = agreements.Where(one => one.Id == command.Agreement && one.PartyOf(ownParty) is not null && one.PartyOf(command.Partner) is not null).ToList();
        if (command.Agreement is { } id && named.Count == 0)
        {
            yield return new(FaultCode.AgreementScope, $"{id} is no agreement with {command.Partner}.", "agreement");
        }

        if (command.Article is { } article && !named.Exists(one => one.Articles.Any(other => other.Number == article)))
        {
            yield return new(FaultCode.AgreementScope, $"Article {article} is in no version of that agreement.", "article");
        }

        if (command.Category is { } category && (command.Article is not null || !Words.TryParse<DataCategory>(category, out _)))
        {
            yield return new(FaultCode.AgreementScope, "Name an article or a category of data, not both; categories are those of agreements.", "category");
        }

        if (command.PerHour is < 1 or > AgreementSuspended.MostPerHour)
        {
            yield return new(FaultCode.AgreementScope, $"Say a number of messages an hour from 1 to {AgreementSuspended.MostPerHour}.", "perHour");
        }

        if (command.Until < today)
        {
            yield return new(FaultCode.AgreementScope, "Its last day is past.", "until");
        }
    }

    /// <summary>What the suspension would be.</summary>
    public static SuspensionRow RowOf(Command command, string id, DateOnly today) => new()
    {
        Partner = command.Partner,
        Ours = true,
        Id = id,
        FromDay = SuspensionRow.Write(today),
        UntilDay = command.Until is { } until ? SuspensionRow.Write(until) : null,
        Agreement = command.Agreement,
        Article = command.Article,
        Category = command.Category,
        GivingOnly = command.GivingOnly,
        PerHour = command.PerHour,
        Reason = command.Reason?.Trim() ?? "",
    };

    public static SuspensionOutcome Execute(Session session, Actor actor, Command command, bool isPartner, AgreementBook book, string ownParty, Gatekeeper gatekeeper, Outbox outbox)
    {
        var today = DateOnly.FromDateTime(session.Now.UtcDateTime);
        if (Decide(command, isPartner, book.Agreements, ownParty, today).ToList() is { Count: > 0 } faults)
        {
            return new SuspensionOutcome.Refused(faults);
        }

        var id = Guid.CreateVersion7(session.Now).ToString("D");
        var record = RecordBook.Append(session, actor, command.PerHour is null ? AgreementActs.Suspended : AgreementActs.Throttled, "partner", command.Partner, JsonDetail.Of(
            ("suspension", id), ("agreement", command.Agreement), ("article", command.Article), ("category", command.Category), ("perHour", command.PerHour?.ToString(CultureInfo.InvariantCulture)),
            ("reason", command.Reason!.Trim())));
        SuspensionRow.Insert(session, RowOf(command, id, today) with { SuspendedBy = actor.Officer, Changed = record });
        var row = SuspensionRow.Find(session, command.Partner, ours: true, id)!;
        gatekeeper.Begin(session, actor, row);

        // A partner that cannot be told finds out by what is declined.
        outbox.Enqueue(session, actor, new(command.Partner, MessageKind.AgreementSuspended.Name, MessageKind.AgreementSuspended.Version, MessageKind.AgreementSuspended.Write(new()
        {
            Conditions = Conditions.OfTheExchange(id, today),
            SuspensionId = id,
            Agreement = row.Agreement,
            Article = row.Article,
            Category = row.Category,
            GivingOnly = row.GivingOnly,
            PerHour = row.PerHour,
            From = today,
            LastDay = command.Until,
            Reason = row.Reason,
        })) { Lane = Lane.Urgent, Conversation = $"suspension-{id}" });
        return new SuspensionOutcome.Done(row.Number, id, record);
    }
}

/// <summary>Lets go on what was stopped here. It opens a door, so it takes another officer than the one who closed it.</summary>
internal static class ResumeAgreement
{
    public static Fault? Decide(SuspensionRow? row, string officer, bool isCharged) =>
        row is null || !row.Ours ? new(FaultCode.NotFound, "")
        : row.State == SuspensionState.Lifted ? new(FaultCode.AgreementClosed, "It is lifted already.")
        : row.SuspendedBy == officer ? new(FaultCode.AgreementSecondOfficer, "Who suspended it does not lift it; another officer does.")
        : !isCharged ? new(FaultCode.AgreementSecondOfficer, "You are charged with this no more.")
        : null;

    public static SuspensionOutcome Execute(Session session, Actor actor, long number, Charges charges, Gatekeeper gatekeeper, Outbox outbox)
    {
        var row = SuspensionRow.Find(session, number);
        if (Decide(row, actor.Officer, charges.Holds(session, actor.Officer, AgreementsModule.Approve)) is { } fault)
        {
            return new SuspensionOutcome.Refused([fault]);
        }

        var record = RecordBook.Append(session, actor, AgreementActs.Resumed, "partner", row!.Partner, JsonDetail.Of(("suspension", row.Id)));
        SuspensionRow.Lift(session, number, actor.Officer, record);
        gatekeeper.End(session, actor, row);

        // Whatever is queued from now on waits until the partner knows: it would decline it.
        outbox.Enqueue(session, actor, new(row.Partner, MessageKind.AgreementResumed.Name, MessageKind.AgreementResumed.Version, MessageKind.AgreementResumed.Write(new()
        {
            Conditions = Conditions.OfTheExchange(row.Id, DateOnly.FromDateTime(session.Now.UtcDateTime)),
            SuspensionId = row.Id,
        })) { Lane = Lane.Urgent, Conversation = $"suspension-{row.Id}", Leads = true });
        return new SuspensionOutcome.Done(number, row.Id, record);
    }
}

/// <summary>What came of suspending or resuming.</summary>
internal abstract record SuspensionOutcome
{
    private SuspensionOutcome()
    {
    }

    /// <param name="Number">By which it is lifted here.</param>
    /// <param name="Id">By which both nodes name it.</param>
    public sealed record Done(long Number, string Id, long Record) : SuspensionOutcome;

    public sealed record Refused(IReadOnlyList<Fault> Faults) : SuspensionOutcome;
}

/// <summary>Takes what a partner stops, and lets go on: this node gives and takes nothing that its partner has stopped.</summary>
internal sealed class TakeSuspension(Gatekeeper gatekeeper)
{
    public Fault? Suspended(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AgreementSuspended.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (payload.Category is { } category && !Words.TryParse<DataCategory>(category, out _))
        {
            return new(FaultCode.MessageValue, "Expected a category of data in the words of agreements.", "$.category");
        }

        if (SuspensionRow.Find(session, message.Partner, ours: false, payload.SuspensionId) is not null)
        {
            return null;
        }

        var record = RecordBook.Append(session, partner, payload.PerHour is null ? AgreementActs.WasSuspended : AgreementActs.WasThrottled, "partner", message.Partner, JsonDetail.Of(
            ("suspension", payload.SuspensionId), ("agreement", payload.Agreement), ("article", payload.Article), ("category", payload.Category),
            ("perHour", payload.PerHour?.ToString(CultureInfo.InvariantCulture)), ("message", message.MessageId)));
        SuspensionRow.Insert(session, new()
        {
            Partner = message.Partner,
            Ours = false,
            Id = payload.SuspensionId,
            FromDay = SuspensionRow.Write(payload.From),
            UntilDay = payload.LastDay is { } until ? SuspensionRow.Write(until) : null,
            Agreement = payload.Agreement,
            Article = payload.Article,
            Category = payload.Category,
            GivingOnly = payload.GivingOnly,
            PerHour = payload.PerHour,
            Reason = payload.Reason,
            SuspendedBy = partner.Officer,
            Changed = record,
        });
        gatekeeper.Begin(session, partner, SuspensionRow.Find(session, message.Partner, ours: false, payload.SuspensionId)!);
        return null;
    }

    public Fault? Resumed(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AgreementResumed.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (SuspensionRow.Find(session, message.Partner, ours: false, payload.SuspensionId) is not { } row)
        {
            return new(FaultCode.NotFound, "There is no such suspension of yours here.");
        }

        if (row.State == SuspensionState.Active)
        {
            SuspensionRow.Lift(session, row.Number, partner.Officer, RecordBook.Append(session, partner, AgreementActs.WasResumed, "partner", message.Partner, JsonDetail.Of(
                ("suspension", payload.SuspensionId), ("message", message.MessageId))));
            gatekeeper.End(session, partner, row);
        }

        return null;
    }
}
