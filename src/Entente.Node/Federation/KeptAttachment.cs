using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>An attachment of a message that was taken, for as long as its sender lets this node keep it: what need not be copied by the module that took it.</summary>
internal static class KeptAttachment
{
    /// <param name="place">Which of the attachments; the first is 1.</param>
    /// <returns><see langword="null"/> once it is erased, or where the message has none.</returns>
    public static byte[]? Find(Session session, string partner, string messageId, int place = 1) => session.Scalar<byte[]>(
        "SELECT c.body FROM inbox i JOIN inbox_content c ON c.seq = i.seq WHERE i.partner = @partner AND i.message_id = @messageId AND c.ordinal = @place",
        new { partner, messageId, place });
}
