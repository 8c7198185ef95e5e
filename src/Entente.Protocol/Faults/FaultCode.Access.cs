namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>No session, or one that ended; no feed token, or one that was revoked.</summary>
    public static readonly FaultCode AccessNotSignedIn = new("access-not-signed-in", 401, "You are not signed in, or your session has ended.");

    /// <summary>The permission is exercised for a purpose only, and none was stated.</summary>
    public static readonly FaultCode AccessPurposeMissing = new("access-purpose-missing", 400, "Say for which purpose you do this.");

    public static readonly FaultCode AccessPurposeUnknown = new("access-purpose-unknown", 400, "The stated purpose is not one that the law of this exchange knows.");

    /// <summary>The stated purpose is lawful for a particular case only.</summary>
    public static readonly FaultCode AccessCaseMissing = new("access-case-missing", 400, "This purpose needs the reference of a case.");

    /// <summary>A set-up or invitation link that was used, has expired, or was never issued.</summary>
    public static readonly FaultCode AccessLinkSpent = new("access-link-spent", 410, "This link was used already, has expired, or was never issued.");

    /// <summary>The authenticator's answer does not prove what it must.</summary>
    public static readonly FaultCode AccessPasskeyRefused = new("access-passkey-refused", 400, "The security key was not accepted.");

    /// <summary>A form without the proof that one of our own pages, shown to the same officer, sent it.</summary>
    public static readonly FaultCode AccessFormExpired = new("access-form-expired", 400, "This form was not sent by a page that is still open; send it once more.");

    /// <summary>A form of the officers' or feeds' pages with a value that cannot be.</summary>
    public static readonly FaultCode AccessOfficerRefused = new("access-officer-refused", 422, "The account cannot be like that.");
}
