using Entente.As4.Messaging;
using Entente.As4.Security.Encryption;

namespace Entente.As4.Security.Incoming;

/// <summary>Opens the attachments. It runs after the signature over their digests was found good, so that nobody but an accepted signer can make us decrypt.</summary>
internal static class Decryption
{
    public static EbmsError? Check(Examination message)
    {
        message.Plain = [.. message.Parts];
        var opened = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var part in message.EncryptedParts)
        {
            if (message.Demands.Opened is { } known)
            {
                var place = message.PartNamed(part.Uri);
                if (!known.TryGetValue(message.Parts[place].ContentId, out var plain))
                {
                    return Refuse.Decryption($"What was encrypted as attachment {place + 1} is not at hand.");
                }

                message.Plain[place] = (message.Parts[place] with { Content = plain }).WithHeader("Content-Type", part.MimeType);
                continue;
            }

            if (Open(message, part, opened) is not { } key)
            {
                return Refuse.Decryption("The attachments are encrypted for none of our keys.");
            }

            var at = message.PartNamed(part.Uri);
            if (ContentCipher.Decrypt(key, message.Parts[at].Content.Span) is not { } content)
            {
                return Refuse.Decryption($"Attachment {at + 1} cannot be decrypted.");
            }

            message.Plain[at] = (message.Parts[at] with { Content = content }).WithHeader("Content-Type", part.MimeType);
        }

        return null;
    }

    // Each key is tried once, however many attachments name it: an operation with a private key is what costs here.
    private static byte[]? Open(Examination message, EncryptedPart part, Dictionary<string, byte[]?> opened)
    {
        foreach (var key in message.Keys.Where(key => key.Id == part.KeyId || key.Encrypts.Contains(part.Id)))
        {
            if (!opened.TryGetValue(key.Id, out var content))
            {
                content = Establish(message, key) is { Length: ContentCipher.KeyOctets } established ? established : null;
                opened.Add(key.Id, content);
            }

            if (content is not null)
            {
                return content;
            }
        }

        return null;
    }

    private static byte[]? Establish(Examination message, EncryptedKey key)
    {
        foreach (var own in message.Demands.DecryptionKeys.Where(own => key.Recipient.Names(own.Certificate) && key.Method.Suits(own.Key.Algorithm)))
        {
            var established = key.Method switch
            {
                KeyEstablishment.Transport transport => own.Key.DecryptOaep(transport.Oaep, key.Value),
                KeyEstablishment.Agreement agreement when KeyAgreement.Derive(own.Key, agreement.Ephemeral, agreement.Salt, agreement.Context) is { } wrapping
                    => AesKeyWrap.Unwrap(wrapping, key.Value),
                _ => null,
            };
            if (established is not null)
            {
                message.DecryptedFor = own.Certificate;
                return established;
            }
        }

        return null;
    }
}
