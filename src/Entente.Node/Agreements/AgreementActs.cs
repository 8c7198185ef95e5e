using Entente.Node.Evidence;

namespace Entente.Node.Agreements;

/// <summary>What this module puts on record.</summary>
internal static class AgreementActs
{
    public static readonly Act Read = new("agreement.read", "Read the agreements");
    public static readonly Act Proposed = new("agreement.proposed", "Proposed an agreement");
    public static readonly Act Approved = new("agreement.approved", "Approved and signed an agreement");
    public static readonly Act Rejected = new("agreement.rejected", "Rejected an agreement");
    public static readonly Act Received = new("agreement.received", "Was offered an agreement");
    public static readonly Act PartySigned = new("agreement.party-signed", "Received a party's signature of an agreement");
    public static readonly Act Told = new("agreement.told", "Told a party that this node has signed an agreement");
    public static readonly Act FoundAltered = new("agreement.found-altered", "Found that a stored agreement is not what was signed");
    public static readonly Act Suspended = new("exchange.suspended", "Suspended an exchange with a partner");
    public static readonly Act Throttled = new("exchange.throttled", "Throttled an exchange with a partner");
    public static readonly Act Resumed = new("exchange.resumed", "Lifted a suspension of an exchange with a partner");
    public static readonly Act WasSuspended = new("exchange.partner-suspended", "Heard that a partner suspends an exchange");
    public static readonly Act WasThrottled = new("exchange.partner-throttled", "Heard that a partner throttles an exchange");
    public static readonly Act WasResumed = new("exchange.partner-resumed", "Heard that a partner lifts a suspension");
    public static readonly Act KeptBack = new("exchange.kept-back", "Kept back what no agreement permits");
}
