using System.Security.Cryptography;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>The documents that a message names, against those that came with it.</summary>
internal static class Enclosures
{
    /// <summary>The first that is named and did not come, with its place among them.</summary>
    public static Fault? Lacking(IEnumerable<EnclosedDocument> named, IReadOnlyList<Attachment> came)
    {
        var digests = came.Select(attachment => Convert.ToHexStringLower(SHA256.HashData(attachment.Content.Span))).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, document) in named.Index())
        {
            if (!digests.Contains(document.Sha256))
            {
                return new(FaultCode.MessageValue, "No attachment has this digest.", $"[{index}]");
            }
        }

        return null;
    }

    /// <summary>The bytes of a document by its digest, in whatever place it came; <see langword="null"/> once the message is erased.</summary>
    public static byte[]? Find(Session session, string partner, string messageId, int count, string sha256) => Enumerable.Range(1, count)
        .Select(place => KeptAttachment.Find(session, partner, messageId, place))
        .FirstOrDefault(bytes => bytes is not null && Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256);
}
