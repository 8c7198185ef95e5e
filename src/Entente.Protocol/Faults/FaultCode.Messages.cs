namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A kind of message, or a version of it, that this node does not read.</summary>
    public static readonly FaultCode MessageKindUnknown = new("message-kind-unknown", 422, "This node does not read that kind of message, or not in that version.");

    /// <summary>Bad JSON, an unknown, missing, doubled or null member, or a value of another type.</summary>
    public static readonly FaultCode MessageMalformed = new("message-malformed", 422, "The message does not follow the published form of its kind.");

    /// <summary>Of the right form, and still not what it can be: empty words, a score of two, a deadline before the question.</summary>
    public static readonly FaultCode MessageValue = new("message-value", 422, "A value in the message is not one that its kind allows.");

    /// <summary>A version of a shared alert that is not later than what the receiver has.</summary>
    public static readonly FaultCode MessageSuperseded = new("message-superseded", 409, "A later version has been received; this one has no effect.");
}
