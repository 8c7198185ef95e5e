using Entente.Node.Evidence;

namespace Entente.Node.Assistance;

/// <summary>What is put on record of the directory of authorities, of priorities and of public holidays.</summary>
internal static class DirectoryActs
{
    public static readonly Act Published = new("authorities.published", "Published which authorities deal with assistance");
    public static readonly Act Arrived = new("authorities.arrived", "Heard from a partner which of its authorities deal with assistance");
    public static readonly Act Listed = new("authorities.listed", "Looked at the authorities that deal with assistance");
    public static readonly Act HolidaysSet = new("holidays.set", "Set the public holidays of a state");
    public static readonly Act Prioritised = new("priorities.sent", "Asked for an order of priority, or gave one");
    public static readonly Act PrioritiesArrived = new("priorities.arrived", "Was asked by a partner for an order of priority, or was given one");
    public static readonly Act QueueShown = new("priorities.shown", "Looked at the order in which requests of a partner are dealt with");
    public static readonly Act PrioritiesRefused = new("priorities.refused", "Could not ask for an order of priority, or give one");
}
