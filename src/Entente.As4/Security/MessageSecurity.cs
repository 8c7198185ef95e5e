using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Entente.As4.Mime;
using Entente.As4.Security.Incoming;
using Entente.As4.Security.Outgoing;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security;

/// <summary>Web Services Security as eDelivery AS4 profiles it: signs, then encrypts; verifies, decrypts, and hands over only what was covered.</summary>
public static class MessageSecurity
{
    // Nothing is decrypted, and no attachment digested, before an accepted signer is known to have signed.
    private static readonly (string Name, Step Check)[] Steps =
    [
        ("form of the envelope", EnvelopeForm.Check),
        ("form of the security header", HeaderForm.Check),
        ("suite", Policy.CheckSuite),
        ("what is signed", Policy.CheckCoverage),
        ("what is encrypted", Policy.CheckEncryption),
        ("signer", SignatureCheck.CheckSigner),
        ("signature", SignatureCheck.CheckValue),
        ("signed elements", SignatureCheck.CheckElements),
        ("timestamp", SignatureCheck.CheckTimestamp),
        ("decryption", Decryption.Check),
        ("signed attachments", SignatureCheck.CheckAttachments),
    ];

    /// <summary>Signs a message, then encrypts its attachments where there is a recipient.</summary>
    /// <param name="envelope">A SOAP 1.2 envelope with one eb:Messaging in its Header and an empty Body. It is changed in place and returned.</param>
    /// <param name="parts">The attachments, compressed where that is agreed. Each has its own Content-ID.</param>
    public static SecuredMessage Secure(XmlDocument envelope, IReadOnlyList<MimePart> parts, OutgoingSecurity settings, RandomNumberGenerator random, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(random);
        MustSuit(settings);
        if (envelope.DocumentElement?.One(Namespaces.Soap12, "Header") is not { } header || header.One(Namespaces.Ebms, "Messaging") is not { } messaging
            || envelope.DocumentElement.One(Namespaces.Soap12, "Body") is not { } body)
        {
            throw new ArgumentException("The envelope has no Header with one eb:Messaging, or no Body.", nameof(envelope));
        }

        string NewId()
        {
            Span<byte> octets = stackalloc byte[12];
            random.GetBytes(octets);
            return "_" + Convert.ToHexStringLower(octets);
        }

        var signing = envelope.CreateElement("wsse", "Security", Namespaces.Wsse);
        List<XmlElement> elements = [messaging, body];
        if (settings.Lifetime is { } lifetime)
        {
            var timestamp = signing.Add("wsu", "Timestamp", Namespaces.Wsu);
            timestamp.Add("wsu", "Created", Namespaces.Wsu, Written(now));
            timestamp.Add("wsu", "Expires", Namespaces.Wsu, Written(now + lifetime));
            elements.Add(timestamp);
        }

        var references = SignatureWriter.Write(signing, elements, parts, settings, NewId);

        // A receiver reads the header from the top, so what was done last stands first.
        var security = envelope.CreateElement("wsse", "Security", Namespaces.Wsse);
        security.With(header.Prefix.Length > 0 ? header.Prefix : "env", "mustUnderstand", Namespaces.Soap12, "true");
        var secured = settings.Recipients.Count > 0 && parts.Count > 0 ? EncryptionWriter.Write(security, parts, settings, random, NewId) : parts;
        while (signing.FirstChild is { } child)
        {
            security.AppendChild(child);
        }

        header.AppendChild(security);
        return new SecuredMessage(envelope, secured, references);
    }

    /// <summary>Verifies and decrypts a message, and says exactly what was covered.</summary>
    /// <param name="envelope">The envelope as it came, read with its white space and without any document type.</param>
    /// <param name="parts">The attachments as they came, after transfer decoding.</param>
    public static SecurityVerdict Verify(XmlDocument envelope, IReadOnlyList<MimePart> parts, IncomingSecurity demands, DateTimeOffset now) =>
        Explain(envelope, parts, demands, now).Verdict;

    /// <summary>As <see cref="Verify"/>, with the name of each check that was made, in order; the last is the one that refused, if any did.</summary>
    public static (SecurityVerdict Verdict, IReadOnlyList<string> Checks) Explain(XmlDocument envelope, IReadOnlyList<MimePart> parts, IncomingSecurity demands, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(demands);
        var message = new Examination(envelope, parts, demands, now);
        var made = new List<string>(Steps.Length);
        foreach (var (name, check) in Steps)
        {
            made.Add(name);
            if (check(message) is { } error)
            {
                return (new SecurityVerdict.Refused(error), made);
            }
        }

        return (new SecurityVerdict.Verified(message.Messaging, message.Plain, [.. message.Signature.References.Select(Written)], message.Signer, message.Suite, message.DecryptedFor), made);
    }

    private static void MustSuit(OutgoingSecurity settings)
    {
        if (settings.SigningKey.Algorithm != settings.Suite.Signing || settings.SigningChain is not [var own, ..]
            || !own.PublicKey.Raw.Span.SequenceEqual(settings.SigningKey.PublicKey.Raw.Span))
        {
            throw new ArgumentException($"The signing key is not of the suite {settings.Suite}, or not that of the first certificate.", nameof(settings));
        }

        if (settings.Recipients.Any(recipient => recipient.PublicKey.Algorithm != settings.Suite.Encryption))
        {
            throw new ArgumentException($"A recipient's key is not of the suite {settings.Suite}.", nameof(settings));
        }

        if (settings.SigningKey.PublicKey.IsShort || settings.Recipients.Any(recipient => recipient.PublicKey.IsShort))
        {
            throw new ArgumentException("An RSA key of less than 2048 bits protects nothing.", nameof(settings));
        }

        if (settings.RecipientToken == TokenReference.CertificatePath)
        {
            throw new ArgumentException("A recipient is named by one certificate, not by a chain.", nameof(settings));
        }
    }

    private static SignatureReference Written(ClaimedReference reference) =>
        new(reference.Uri, [reference.Transform], reference.DigestAlgorithm, reference.Digest, Encoding.UTF8.GetString(ExclusiveXml.Of(reference.Element).Span));

    private static string Written(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
