namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A message for somebody who is no partner of this node.</summary>
    public static readonly FaultCode FederationPartnerUnknown = new("federation-partner-unknown", 422, "There is no partner of that name.");

    /// <summary>The partner's card does not list the kind and version.</summary>
    public static readonly FaultCode FederationKindUnread = new("federation-kind-unread", 422, "The partner does not read messages of this kind.");

    /// <summary>The partner's file does not name the service and action.</summary>
    public static readonly FaultCode FederationNotAgreed = new("federation-not-agreed", 422, "The service and action are not agreed with the partner.");

    /// <summary>The partner has no keys for the suite that was asked for.</summary>
    public static readonly FaultCode FederationSuite = new("federation-suite", 422, "The partner has no keys for that suite.");

    /// <summary>No connection, a time-out, or a server that is busy.</summary>
    public static readonly FaultCode FederationUnreachable = new("federation-unreachable", 503, "The partner cannot be reached.", mayRetry: true);

    /// <summary>No connection of TLS with the certificates of both cards, or no key to encrypt for.</summary>
    public static readonly FaultCode FederationCertificate = new("federation-certificate", 503, "The partner's certificate is not one of its card.", mayRetry: true);

    /// <summary>Nothing signed has come that proves the delivery.</summary>
    public static readonly FaultCode FederationMissingReceipt = new("federation-missing-receipt", 504, "No receipt proves yet that the partner has the message.", mayRetry: true);

    /// <summary>A signed error that repeating cannot mend.</summary>
    public static readonly FaultCode FederationRefused = new("federation-refused", 502, "The partner refuses the message.");

    /// <summary>The exchange is suspended here or there.</summary>
    public static readonly FaultCode FederationSuspended = new("federation-suspended", 503, "The exchange with the partner is suspended.", mayRetry: true);

    /// <summary>The message arrived; the partner cannot use what it says.</summary>
    public static readonly FaultCode FederationContentRefused = new("federation-content-refused", 422, "The partner cannot use what the message says.");

    /// <summary>A message whose content cannot be sent anew, because it has not ended or was not refused.</summary>
    public static readonly FaultCode FederationNotRefused = new("federation-not-refused", 409, "Only a message that was refused is sent anew.");

    /// <summary>An officer has ended a message that waited; the reason is the officer's.</summary>
    public static readonly FaultCode FederationGivenUp = new("federation-given-up", 410, "An officer gave the message up.");

    /// <summary>A message that cannot be given up, because it has ended.</summary>
    public static readonly FaultCode FederationEnded = new("federation-ended", 409, "Only a message that waits is given up.");
}
