namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A card file that breaks the published form.</summary>
    public static readonly FaultCode PartnerCardMalformed = new("partner-card-malformed", 422, "The file is not a node card of the published form.");

    /// <summary>A partner file that breaks the published form.</summary>
    public static readonly FaultCode PartnerFileMalformed = new("partner-file-malformed", 422, "The file is not a partner file of the published form.");

    /// <summary>A certificate chain for a key of this node that is not one.</summary>
    public static readonly FaultCode OwnCertificate = new("own-certificate", 422, "The certificates are not a chain for that key of this node.");

    /// <summary>A card with an address that is not https, or written so that it can be misread.</summary>
    public static readonly FaultCode PartnerCardAddress = new("partner-card-address", 422, "The address on the card cannot be used.");

    /// <summary>The signature is not that of the card's first signing key over the card's bytes.</summary>
    public static readonly FaultCode PartnerCardSignature = new("partner-card-signature", 422, "The signature of the card is not that of its own key.");

    /// <summary>A certificate that cannot be read, does not fit its purpose or period, or is missing.</summary>
    public static readonly FaultCode PartnerCardKeys = new("partner-card-keys", 422, "The keys on the card cannot be used.");

    /// <summary>A card of this node itself, or with a key of it.</summary>
    public static readonly FaultCode PartnerCardOwn = new("partner-card-own", 409, "The card is that of this node itself.");

    /// <summary>A card that is not newer than the one in force.</summary>
    public static readonly FaultCode PartnerCardOlder = new("partner-card-older", 409, "The card is not newer than the one in force.");

    /// <summary>A key that belongs to another partner, or was revoked.</summary>
    public static readonly FaultCode PartnerKeyTaken = new("partner-key-taken", 409, "A key on the card was revoked, or belongs to somebody else.");

    /// <summary>What the approver typed is not the fingerprint of the proposed card.</summary>
    public static readonly FaultCode PartnerFingerprint = new("partner-fingerprint", 422, "The fingerprint is not that of the proposed card.");

    /// <summary>An act that takes two officers, by the officer who did the first half of it, or after that officer lost the charge.</summary>
    public static readonly FaultCode PartnerSecondOfficer = new("partner-second-officer", 409, "This takes two officers who are both charged with it.");

    /// <summary>A proposal that was decided already, has lapsed, or was replaced.</summary>
    public static readonly FaultCode PartnerProposalClosed = new("partner-proposal-closed", 409, "The proposal is open no more.");

    /// <summary>What is asked for is so already.</summary>
    public static readonly FaultCode PartnerUnchanged = new("partner-unchanged", 409, "The partner is in that state already.");

    /// <summary>An act without the reason that is put on record.</summary>
    public static readonly FaultCode PartnerReason = new("partner-reason", 422, "Say why.");
}
