using Entente.As4.Messaging;

namespace Entente.As4.Security.Incoming;

/// <summary>Holds the claims against the agreement: the suite, what is signed, what is encrypted.</summary>
internal static class Policy
{
    public static EbmsError? CheckSuite(Examination message)
    {
        var suite = message.Demands.Suites.FirstOrDefault(suite => suite.SignatureAlgorithm == message.Signature.Algorithm);
        if (suite is null)
        {
            return Refuse.Policy("The signature algorithm belongs to no suite that is agreed with this partner.");
        }

        message.Suite = suite;
        return message.Keys.TrueForAll(key => key.Method.Suits(suite.Encryption))
            ? null
            : Refuse.Policy($"A key is not encrypted as the suite {suite} asks for.");
    }

    /// <summary>Each reference is to one element or attachment that is consumed, and each of these is referred to once.</summary>
    public static EbmsError? CheckCoverage(Examination message)
    {
        var covered = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var reference in message.Signature.References)
        {
            if (Target(message, reference) is not { } target)
            {
                return reference.Uri[0] == '#'
                    ? Refuse.Authentication("A reference points to an element that is neither eb:Messaging, Body, Timestamp nor the token of the signature.")
                    : Refuse.Authentication("A signed attachment is missing.");
            }

            if (!covered.Add(target))
            {
                return Refuse.Authentication("An element or attachment is referred to twice.");
            }
        }

        return !covered.Contains(message.Messaging) ? Refuse.Policy("eb:Messaging is not signed.")
            : !covered.Contains(message.Body) ? Refuse.Policy("The SOAP Body is not signed.")
            : message.Timestamp is { } timestamp && !covered.Contains(timestamp) ? Refuse.Policy("The Timestamp is not signed.")
            : !message.Parts.All(covered.Contains) ? Refuse.Policy("An attachment is not signed.")
            : null;
    }

    /// <summary>All and only the attachments are encrypted, or none where that is agreed.</summary>
    public static EbmsError? CheckEncryption(Examination message)
    {
        if (message.EncryptedParts.Count == 0)
        {
            return message.Demands.EncryptionRequired && message.Parts.Count > 0 ? Refuse.Policy("The attachments are not encrypted.") : null;
        }

        var encrypted = new HashSet<int>();
        foreach (var part in message.EncryptedParts)
        {
            if (message.PartNamed(part.Uri) is var at && at < 0)
            {
                return Refuse.Decryption("An encrypted attachment is missing.");
            }

            if (!encrypted.Add(at))
            {
                return Refuse.Policy("An attachment is encrypted twice.");
            }
        }

        return encrypted.Count < message.Parts.Count ? Refuse.Policy("Some attachments are encrypted and some are not.") : null;
    }

    public static object? Target(Examination message, ClaimedReference reference)
    {
        if (reference.Uri[0] != '#')
        {
            return message.PartNamed(reference.Uri) is >= 0 and var at ? message.Parts[at] : null;
        }

        var id = reference.Uri[1..];
        if (message.Messaging.GetAttributeNode("id", "")?.Value == id)
        {
            // The schema of ebMS gives its header this attribute, and AS4 (5.1.4) prefers it. No id stands in a message twice, in whatever attribute.
            return message.Messaging;
        }

        return message.Tokens.Select(token => token.Element).Prepend(message.Body).Prepend(message.Messaging).Append(message.Timestamp)
            .FirstOrDefault(element => element?.GetAttributeNode("Id", Namespaces.Wsu)?.Value == id);
    }
}
