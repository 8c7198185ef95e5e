using Entente.As4.Messaging;

namespace Entente.As4.Security.Incoming;

/// <summary>The three errors with which security refuses (ebMS 3.0 Core, 6.7.2).</summary>
internal static class Refuse
{
    /// <summary>The signature is not one of an accepted signer over this message.</summary>
    public static EbmsError Authentication(string detail) => new(EbmsErrorCode.FailedAuthentication, detail);

    public static EbmsError Decryption(string detail) => new(EbmsErrorCode.FailedDecryption, detail);

    /// <summary>Methods, parameters or scope are not those of the profile or the agreement.</summary>
    public static EbmsError Policy(string detail) => new(EbmsErrorCode.PolicyNoncompliance, detail);
}
