namespace Entente.As4.Soap;

/// <summary>The codes of SOAP 1.2 (Part 1, 5.4.6) that can stand in an answer.</summary>
public enum SoapFaultCode
{
    VersionMismatch,
    MustUnderstand,
    DataEncodingUnknown,
    Sender,
    Receiver,
}

/// <summary>A SOAP fault: the answer to what cannot be taken for an ebMS message, and what partners may answer in its place.</summary>
/// <param name="Reason">The reason in English, or in whatever language the partner sent first.</param>
public sealed record SoapFault(SoapFaultCode Code, string Reason);
