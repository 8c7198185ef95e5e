using Entente.Node.Evidence;

namespace Entente.Node.Federation;

/// <summary>What is put on record about messages.</summary>
internal static class DeliveryActs
{
    public static readonly Act Queued = new("message.queued", "Queued a message for a partner");
    public static readonly Act Resent = new("message.resent", "Queued the content of a refused message anew");
    public static readonly Act Entered = new("message.entered", "Told the receiver of a message where its sending is in the log");
    public static readonly Act Delivered = new("message.delivered", "Delivered a message; the partner's receipt proves it");
    public static readonly Act Refused = new("message.refused", "Was told by a partner that it refuses a message");
    public static readonly Act Accepted = new("message.accepted", "Was told by a partner that a message had its effect");
    public static readonly Act Declined = new("message.declined", "Was told by a partner that it cannot use what a message says");
    public static readonly Act Taken = new("message.taken", "Took a message of a partner");
    public static readonly Act TakenRefused = new("message.taken-refused", "Took a message of a partner and could not use what it says");
    public static readonly Act Erased = new("message.erased", "Erased what a message said, because the day had passed until which it may be kept");
    public static readonly Act Listed = new("message.listed", "Looked through the messages");
    public static readonly Act Shown = new("message.shown", "Looked at a message");
    public static readonly Act Downloaded = new("message.downloaded", "Downloaded the bytes of a message or its receipt");
    public static readonly Act Recalled = new("message.recalled", "Kept back a message that waited for a partner");
    public static readonly Act GivenUp = new("message.given-up", "Gave up a message that waited for a partner");
}
