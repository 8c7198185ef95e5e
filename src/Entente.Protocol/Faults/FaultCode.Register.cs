namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>Other bytes are held under the same id and version.</summary>
    public static readonly FaultCode AgreementOtherBytes = new("agreement-other-bytes", 409, "Another text is held under that id and version.");

    /// <summary>A stored agreement that is not what its parties signed.</summary>
    public static readonly FaultCode AgreementAltered = new("agreement-altered", 409, "What is stored of the agreement is not what was signed; it counts for nothing.");

    /// <summary>Somebody approves what was proposed by the same officer, or is charged with it no more.</summary>
    public static readonly FaultCode AgreementSecondOfficer = new("agreement-second-officer", 409, "This takes another officer.");

    /// <summary>The text is decided, or nobody has proposed it.</summary>
    public static readonly FaultCode AgreementClosed = new("agreement-closed", 409, "There is nothing to decide about this agreement now.");

    /// <summary>An act that needs a reason has none, or too long a one.</summary>
    public static readonly FaultCode AgreementReason = new("agreement-reason", 422, "The act needs a reason.");

    /// <summary>A suspension of what is not agreed.</summary>
    public static readonly FaultCode AgreementScope = new("agreement-scope", 422, "That cannot be suspended.");

    /// <summary>The gate does not let it pass.</summary>
    public static readonly FaultCode AgreementRefused = new("agreement-refused", 409, "No agreement permits this exchange.");

    /// <summary>The receiver decides otherwise than the sender.</summary>
    public static readonly FaultCode AgreementDeclined = new("agreement-declined", 409, "The receiver finds that no agreement permits this, or another clause.");

    /// <summary>Something that a partner gave is to be used for what it was not given for.</summary>
    public static readonly FaultCode AgreementUse = new("agreement-use", 409, "What a partner gave may not be used for this.");

    /// <summary>A kind of message of which nobody has said what it holds.</summary>
    public static readonly FaultCode AgreementUnread = new("agreement-unread", 422, "It cannot be told under which clause such a message may be exchanged.");
}
