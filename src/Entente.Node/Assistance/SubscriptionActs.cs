using Entente.Node.Evidence;

namespace Entente.Node.Assistance;

/// <summary>What is put on record of automatic exchange.</summary>
internal static class SubscriptionActs
{
    public static readonly Act Listed = new("subscription.listed", "Looked through what is exchanged automatically");
    public static readonly Act Shown = new("subscription.shown", "Looked at an automatic exchange");
    public static readonly Act Stepped = new("subscription.stepped", "Took a step in an automatic exchange");
    public static readonly Act Arrived = new("subscription.arrived", "Heard from a partner about an automatic exchange");
    public static readonly Act Refused = new("subscription.step-refused", "Could not take a step in an automatic exchange");
    public static readonly Act RecordsShown = new("subscription.records-shown", "Fetched the records of a delivery");
    public static readonly Act Kept = new("subscription.use-refused", "Was not given the records of a delivery, because its clause does not permit that use");
}
