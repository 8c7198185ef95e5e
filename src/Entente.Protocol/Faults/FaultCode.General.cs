namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A request that breaks the published schema: bad JSON, an unknown or missing member, an id that does not parse.</summary>
    public static readonly FaultCode Malformed = new("request-malformed", 400, "The request does not follow the published form.");

    /// <summary>Larger than the configured limit; refused before it was read whole.</summary>
    public static readonly FaultCode TooLarge = new("request-too-large", 413, "The request is larger than this node accepts.");

    /// <summary>A media type that no reader of this node handles.</summary>
    public static readonly FaultCode UnsupportedMedia = new("request-unsupported-media", 415, "This node has no reader for that kind of document.");

    /// <summary>Absent, or not for this officer: the two are answered alike, so that nobody learns which.</summary>
    public static readonly FaultCode NotFound = new("request-not-found", 404, "There is nothing here that you may see.");

    /// <summary>Somebody else changed the object since it was read.</summary>
    public static readonly FaultCode Conflict = new("request-conflict", 409, "The object was changed by someone else in the meantime.");

    /// <summary>More work was asked for than the node takes at once.</summary>
    public static readonly FaultCode Busy = new("request-busy", 503, "The node is busy; try again shortly.", mayRetry: true);
}
