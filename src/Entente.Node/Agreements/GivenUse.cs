using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>What a partner gave binds here as well: asked before it is read, found by a search, or taken out of the node.</summary>
internal static class GivenUse
{
    /// <summary>The clause under which something was given, and what it obliges to.</summary>
    internal sealed record Law(string Clause, CarriedObligations Obligations);

    /// <summary>The law of what came in a message; <see langword="null"/> for what came before there was any.</summary>
    public static Law? Of(Session session, string partner, string? messageId) =>
        messageId is not null && VerdictRow.Find(session, partner, messageId) is { Direction: "In", Permitted: true, Clause: { } clause, Binding: { } obligations } ? new(clause, obligations) : null;

    /// <summary>Why an officer may not do that with it; <see langword="null"/>: nothing is in the way.</summary>
    public static Fault? Refuse(Law? law, Actor actor, PermittedAction action, string partner, DateOnly on)
    {
        var use = new Use(actor.Authority, Gatekeeper.UseOf(actor.Purpose), action, on);
        return law?.Obligations.ToObligations().Refuse(use) switch
        {
            null => null,
            UseRefusal.Expired => Fault($"It could be kept until {law.Obligations.LastDay:yyyy-MM-dd}, which is past."),
            UseRefusal.Authority => Fault($"{law.Clause} gives it to {string.Join(", ", law.Obligations.Authorities.Select(Words.Of))} only."),
            UseRefusal.Purpose => Fault($"It was given for {Words.Of(law.Obligations.Purpose)}; another use needs the permission of {partner}."),
            UseRefusal.Action => Fault($"{law.Clause} does not let it be used for that: {Words.Of(action)}."),
            UseRefusal.Handling => Fault($"It may not be used in court without the permission of {partner}."),
            _ => Fault("Nobody has verified it, and it decides nothing by itself."),
        };
    }

    private static Fault Fault(string detail) => new(FaultCode.AgreementUse, detail);
}
