using System.Diagnostics.CodeAnalysis;
using Entente.Agreements;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Assistance;

/// <summary>A data set with its words as the vocabulary has them.</summary>
public sealed record SubscribedSet(ExchangeKind Exchange, UsePurpose Purpose, WordSet<DataField> Fields, DateOnly From, DateOnly Until)
{
    public static bool TryRead(DataSet set, [NotNullWhen(true)] out SubscribedSet? read, [NotNullWhen(false)] out Fault? fault)
    {
        var reader = new WordReader();
        read = new(
            set.Exchange == AutomaticExchange.Advance ? ExchangeKind.Advance : ExchangeKind.Automatic, reader.Read<UsePurpose>(set.Purpose, "$.set.purpose"), reader.Fields(set.Data, "$.set.data"), set.From, set.Until);
        fault = reader.Fault;
        read = fault is null ? read : null;
        return read is not null;
    }
}

public enum SubscriptionState { None = 1, Proposed, Running, Declined, Ended }

public enum SubscriptionStep { Propose = 1, Agree, Decline, Deliver, End }

/// <summary>Who may take a step.</summary>
public enum SubscriptionRole
{
    Either = 1,

    /// <summary>Who did not propose.</summary>
    Other,

    /// <summary>Who gives, by the set.</summary>
    Giver,
}

/// <param name="To"><see langword="null"/>: where it stood.</param>
public sealed record SubscriptionTransition(SubscriptionStep Step, SubscriptionRole By, WordSet<SubscriptionState> From, SubscriptionState? To);

/// <summary>The regular exchange of a predefined data set, as one end holds it. Immutable; a step makes another.</summary>
/// <param name="WeProposed">Whether this end proposed it.</param>
/// <param name="WeGive">Whether this end gives.</param>
/// <param name="Set">What was agreed to, or is proposed.</param>
public sealed record Subscription(bool WeProposed, bool WeGive, SubscribedSet Set)
{
    public SubscriptionState State { get; init; } = SubscriptionState.None;

    /// <summary>The number of the last delivery.</summary>
    public long Delivered { get; init; }

    /// <summary>The last day that has been delivered.</summary>
    public DateOnly? DeliveredUntil { get; init; }

    public static IReadOnlyList<SubscriptionTransition> Rows { get; } =
    [
        new(SubscriptionStep.Propose, SubscriptionRole.Either, [SubscriptionState.None, SubscriptionState.Declined, SubscriptionState.Ended], SubscriptionState.Proposed),
        new(SubscriptionStep.Agree, SubscriptionRole.Other, [SubscriptionState.Proposed], SubscriptionState.Running),
        new(SubscriptionStep.Decline, SubscriptionRole.Other, [SubscriptionState.Proposed], SubscriptionState.Declined),
        new(SubscriptionStep.Deliver, SubscriptionRole.Giver, [SubscriptionState.Running], null),
        new(SubscriptionStep.End, SubscriptionRole.Either, [SubscriptionState.Proposed, SubscriptionState.Running], SubscriptionState.Ended),
    ];

    /// <summary>A step of this end (<paramref name="ours"/>) or of the other, other than a delivery.</summary>
    public Subscription? After(SubscriptionStep step, bool ours, out Fault? fault)
    {
        var row = Rows[(int)step - 1];
        var may = row.By switch { SubscriptionRole.Other => WeProposed != ours, SubscriptionRole.Giver => WeGive == ours, _ => true };
        fault = !may ? Refused("That is for the other side to do.")
            : !row.From.Contains(State) ? Refused($"The subscription is {Words.Of(State)}; {Words.Of(step)} is possible while it is {row.From}.")
            : null;
        return fault is null ? this with { State = row.To ?? State } : null;
    }

    /// <summary>A delivery, by its number, its days and its fields.</summary>
    /// <remarks>Deliveries come in order, without gaps and without a day twice; a day that nothing covers is a day on which nothing was to be delivered.</remarks>
    public Subscription? AfterDelivery(long number, DateOnly from, DateOnly until, WordSet<DataField> given, bool ours, out Fault? fault)
    {
        var after = After(SubscriptionStep.Deliver, ours, out fault);
        fault ??= number != Delivered + 1 ? Refused($"Delivery {Delivered + 1} is next; this is {number}.")
            : from <= DeliveredUntil ? Refused($"What lies before {DeliveredUntil:yyyy-MM-dd} was delivered already.")
            : from < Set.From || until > Set.Until ? Refused($"The set goes from {Set.From:yyyy-MM-dd} until {Set.Until:yyyy-MM-dd}.")
            : !Set.Fields.Includes(given) ? Refused($"The set does not have {Named(given.Without(Set.Fields))}.")
            : null;
        return fault is null ? after! with { Delivered = number, DeliveredUntil = until } : null;
    }

    private static string Named(WordSet<DataField> fields) => string.Join(", ", fields.Select(named => $"{Words.Of(named.Category)}.{named.Word}"));

    private static Fault Refused(string detail) => new(FaultCode.AssistanceSubscription, detail);
}
