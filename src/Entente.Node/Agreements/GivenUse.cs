using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>What a partner gave binds here as well: asked before it is read, listed, found by a search, or taken out of the node.</summary>
internal static class GivenUse
{
    /// <summary>The clause under which something was given, and what it obliges to.</summary>
    internal sealed record Law(string Clause, CarriedObligations Obligations);

    /// <summary>Under which law a message came; <see langword="null"/> for what came before there was any.</summary>
    public static Given? Under(Session session, string partner, string messageId) =>
        VerdictRow.Find(session, partner, messageId) is { Direction: "In", Permitted: true, Clause: { } clause, Binding: { } obligations }
            ? new(GivenLaw.NumberOf(session, partner, clause, obligations), obligations.LastDay)
            : null;

    /// <summary>The conditions that the partner attested when it gave it: they hold for what is said about it as well.</summary>
    public static Attested AttestedOf(Session session, string partner, string? messageId) =>
        messageId is not null && VerdictRow.Find(session, partner, messageId) is { Direction: "In" } row && AskedQuestion.Read(row.Question) is { } asked ? new([.. asked.Holding]) : Attested.Nothing;

    /// <summary>The law of an item with its last day; <see langword="null"/> for what is bound by none.</summary>
    public static Law? Of(Session session, long? law, DateOnly? until) =>
        law is { } number && GivenLaw.Find(session, number) is { } row ? new(row.Clause, row.Binding is { } binding && until is { } day ? binding with { LastDay = day } : row.Binding) : null;

    /// <summary>The law of what came in a message; <see langword="null"/> for what came before there was any.</summary>
    public static Law? Of(Session session, string partner, string? messageId) =>
        messageId is not null && VerdictRow.Find(session, partner, messageId) is { Direction: "In", Permitted: true, Clause: { } clause, Binding: { } obligations } ? new(clause, obligations) : null;

    /// <summary>The law under which a message of ours went, for what is said back about it: bound as what this end gave, and to these authorities of ours.</summary>
    public static Law? Counterpart(Session session, string partner, string? messageId, IReadOnlyList<AuthorityKind> authorities) =>
        messageId is not null && VerdictRow.Find(session, partner, messageId) is { Direction: "Out", Permitted: true, Clause: { } clause, Binding: { } obligations } ? new(clause, obligations with { Authorities = authorities }) : null;

    /// <summary>In what a use is in the way of the obligations; <see langword="null"/>: in nothing.</summary>
    public static UseRefusal? RefusalOf(CarriedObligations obligations, Actor actor, PermittedAction action, DateOnly on) =>
        obligations.ToObligations().Refuse(new(actor.Authority, Gatekeeper.UseOf(actor.Purpose), action, on));

    /// <summary>Why an officer may not do that with it; <see langword="null"/>: nothing is in the way.</summary>
    public static Fault? Refuse(Law? law, Actor actor, PermittedAction action, string partner, DateOnly on) => Refuse(law, actor, Gatekeeper.UseOf(actor.Purpose), action, partner, on);

    /// <summary>The same of reading what belongs to a case: who works for mutual assistance reads it for what it was given for.</summary>
    public static Fault? RefuseReading(Law? law, Actor actor, string partner, DateOnly on) =>
        RefuseInCase(law, actor, PermittedAction.Read, partner, on);

    /// <summary>The same of using it as evidence, for which most instruments ask the provider's permission.</summary>
    public static Fault? RefuseEvidence(Law? law, Actor actor, string partner, DateOnly on) => RefuseInCase(law, actor, PermittedAction.UseAsEvidence, partner, on);

    private static Fault? RefuseInCase(Law? law, Actor actor, PermittedAction action, string partner, DateOnly on) =>
        Refuse(law, actor, law is not null && actor.Purpose == Purpose.MutualAssistance ? law.Obligations.Purpose : Gatekeeper.UseOf(actor.Purpose), action, partner, on);

    private static Fault? Refuse(Law? law, Actor actor, UsePurpose purpose, PermittedAction action, string partner, DateOnly on) => law?.Obligations.ToObligations().Refuse(new(actor.Authority, purpose, action, on)) switch
    {
        null => null,
        UseRefusal.Expired => Fault($"It could be kept until {law.Obligations.LastDay:yyyy-MM-dd}, which is past."),
        UseRefusal.Authority => Fault($"{law.Clause} gives it to {string.Join(", ", law.Obligations.Authorities.Select(Words.Of))} only."),
        UseRefusal.Purpose => Fault($"It was given for {Words.Of(law.Obligations.Purpose)}; another use needs the permission of {partner}."),
        UseRefusal.Action => Fault($"{law.Clause} does not let it be used for that: {Words.Of(action)}."),
        UseRefusal.Handling => Fault($"It may not be used in court without the permission of {partner}."),
        _ => Fault("Nobody has verified it, and it decides nothing by itself."),
    };

    private static Fault Fault(string detail) => new(FaultCode.AgreementUse, detail);
}
