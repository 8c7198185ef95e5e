namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>One client asked too often.</summary>
    public static readonly FaultCode TooMany = new("request-too-many", 429, "There were too many requests from your address; wait and try again.", mayRetry: true);

    /// <summary>The address exists, but not for this method.</summary>
    public static readonly FaultCode MethodRefused = new("request-method-refused", 405, "That cannot be done at this address.");

    /// <summary>The request did not arrive in the time it is given.</summary>
    public static readonly FaultCode TooSlow = new("request-too-slow", 408, "The request did not arrive in time.", mayRetry: true);

    /// <summary>The store does not answer.</summary>
    public static readonly FaultCode StoreAway = new("node-store-away", 503, "The node's store does not answer at the moment.", mayRetry: true);

    /// <summary>A defect of the node, never of the request.</summary>
    public static readonly FaultCode Defect = new("node-defect", 500, "The node made a mistake; its operator finds it in the log under the trace id.");
}
