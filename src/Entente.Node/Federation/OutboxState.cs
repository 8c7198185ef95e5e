namespace Entente.Node.Federation;

/// <summary>What has become of a message of ours.</summary>
public enum OutboxState
{
    /// <summary>The first open message of its conversation: it goes when it is due.</summary>
    Ready = 1,

    /// <summary>Behind another of its conversation.</summary>
    Waiting,

    /// <summary>The partner's receipt proves that it has it.</summary>
    Delivered,

    /// <summary>The partner refuses it in a signed error that repeating cannot mend.</summary>
    Refused,
}

/// <summary>What became of a message of a partner.</summary>
public enum InboxState
{
    /// <summary>It had its effect.</summary>
    Taken = 1,

    /// <summary>It has a receipt, and its sender was told why its content had no effect.</summary>
    Declined,

    /// <summary>Of a service that no module of this node acts on; kept for who asks for it.</summary>
    Kept,
}
