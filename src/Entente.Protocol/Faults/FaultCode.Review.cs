namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A verdict about a search of the auditor's own.</summary>
    public static readonly FaultCode ReviewOwn = new("review-own", 422, "Nobody reviews a search of one's own.");

    /// <summary>A second verdict about a search.</summary>
    public static readonly FaultCode ReviewDecided = new("review-decided", 409, "The search is reviewed already.");

    /// <summary>A verdict that needs words and has none, or too many.</summary>
    public static readonly FaultCode ReviewReason = new("review-reason", 422, "A verdict that a search was not plainly lawful needs a reason.");
}
