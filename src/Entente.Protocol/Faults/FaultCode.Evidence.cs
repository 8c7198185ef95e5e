namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>An evidence file that breaks the published form: of the archive, of its index, or of a file in it.</summary>
    public static readonly FaultCode EvidenceMalformed = new("evidence-malformed", 400, "The evidence file does not have the published form.");

    /// <summary>A digest, signature or proof in an evidence file that does not hold.</summary>
    public static readonly FaultCode EvidenceChanged = new("evidence-changed", 422, "Something in the evidence file was changed, or does not belong to the rest of it.");

    /// <summary>A key in an evidence file that is not one of those that the verifier named.</summary>
    public static readonly FaultCode EvidenceUntrusted = new("evidence-untrusted", 403, "The evidence file depends on a key that you have not named as trusted.");

    /// <summary>Something of which no evidence file can be made.</summary>
    public static readonly FaultCode EvidenceUnavailable = new("evidence-unavailable", 409, "No evidence file can be made of it.");

    /// <summary>A step of custody that is not for that officer, or not as the thing stands.</summary>
    public static readonly FaultCode CustodyStep = new("custody-step", 409, "That cannot be done with this thing now.");

    /// <summary>A step of custody that its officer has not signed, or not this one.</summary>
    public static readonly FaultCode CustodySignature = new("custody-signature", 403, "The step is not signed by the officer who takes it.");

    /// <summary>The bytes of a thing in custody that are not those that were announced, or not all of them.</summary>
    public static readonly FaultCode CustodyContent = new("custody-content", 422, "The file is not the one that was announced, or not all of it is here.");
}
