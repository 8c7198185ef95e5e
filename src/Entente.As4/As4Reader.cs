namespace Entente.As4;

/// <summary>
/// Reads what came over the wire. The checks run in the order that <c>docs/spec/as4.md</c> gives, cheap ones first; the first that fails decides, and
/// nothing that came later than the failure has been looked at.
/// </summary>
public static class As4Reader
{
    /// <param name="contentType">The HTTP header Content-Type.</param>
    /// <param name="body">The exact bytes. They MUST NOT be changed while the result is used: payloads may be windows into them.</param>
    public static Received Read(string contentType, ReadOnlyMemory<byte> body, ReceptionPolicy policy, DateTimeOffset now) =>
        new Reception(policy, now, trace: null).Read(contentType, body);
}
