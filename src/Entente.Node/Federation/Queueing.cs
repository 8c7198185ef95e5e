using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>What came of handing in a message.</summary>
internal abstract record Queueing
{
    private Queueing()
    {
    }

    /// <param name="MessageId">Its id from now on; the partner's answers refer to it.</param>
    /// <param name="Conversation">The conversation that it belongs to or begins.</param>
    /// <param name="Seq">Its number in the outbox.</param>
    public sealed record Queued(string MessageId, string Conversation, long Seq) : Queueing;

    public sealed record Refused(Fault Why) : Queueing
    {
        /// <summary>The id that it would have: what the gate decided of it is kept under that. None where the gate was not asked.</summary>
        public string? MessageId { get; init; }
    }
}
