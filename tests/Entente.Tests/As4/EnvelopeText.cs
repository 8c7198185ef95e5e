using System.Text.RegularExpressions;

namespace Entente.Tests.As4;

/// <summary>The pieces of an envelope's text that attacks move, change and take away.</summary>
internal static partial class EnvelopeText
{
    [GeneratedRegex("<eb:Messaging.*</eb:Messaging>", RegexOptions.Singleline)]
    public static partial Regex MessagingBlock();

    [GeneratedRegex("<wsse:Security .*</wsse:Security>", RegexOptions.Singleline)]
    public static partial Regex SecurityHeader();

    [GeneratedRegex("<ds:Signature( |>).*</ds:Signature>", RegexOptions.Singleline)]
    public static partial Regex Signature();

    [GeneratedRegex("<ds:SignatureValue>.*</ds:SignatureValue>", RegexOptions.Singleline)]
    public static partial Regex SignatureValue();

    [GeneratedRegex("<xenc:EncryptedKey.*</xenc:EncryptedKey>|<xenc:EncryptedData.*</xenc:EncryptedData>", RegexOptions.Singleline)]
    public static partial Regex EncryptedData();
}
