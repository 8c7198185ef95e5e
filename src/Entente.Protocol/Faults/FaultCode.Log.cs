namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A note, checkpoint, proof, policy or request that breaks the form of its specification.</summary>
    public static readonly FaultCode LogMalformed = new("log-malformed", 400, "What should be of a transparency log does not follow its form.");

    /// <summary>No known key has signed, or the signature of one fails.</summary>
    public static readonly FaultCode LogSignature = new("log-signature", 403, "The signature is not that of a known key over these bytes.");

    /// <summary>A checkpoint of a log that this witness does not follow.</summary>
    public static readonly FaultCode LogUnknown = new("log-unknown", 404, "This witness does not follow that log.");

    /// <summary>A request that begins from another size than the one cosigned last.</summary>
    public static readonly FaultCode LogSize = new("log-size", 409, "The witness has cosigned another size of the log than the request begins from.", mayRetry: true);

    /// <summary>Two signed trees of one size with different roots.</summary>
    public static readonly FaultCode LogFork = new("log-fork", 409, "The log has signed two different trees of the same size.");

    /// <summary>Hashes that do not lead from the leaf, or from the old root, to the root.</summary>
    public static readonly FaultCode LogProof = new("log-proof", 422, "The proof does not lead to the root that is signed.");

    /// <summary>A checkpoint with fewer cosignatures than the policy asks for.</summary>
    public static readonly FaultCode LogQuorum = new("log-quorum", 422, "Fewer witnesses have seen the log than the policy asks for.", mayRetry: true);

    /// <summary>A record whose leaf no checkpoint covers yet.</summary>
    public static readonly FaultCode LogUnsealed = new("log-unsealed", 409, "No checkpoint over the record is signed yet.", mayRetry: true);

    /// <summary>A record whose content was erased: its leaf stays, what it says is gone.</summary>
    public static readonly FaultCode LogErased = new("log-erased", 410, "What was said in the record is erased; only the proof of its leaf is left.");

    /// <summary>A witness that cosigns nothing, because its own store was set back or may have been.</summary>
    public static readonly FaultCode LogStopped = new("log-stopped", 503, "The witness of this node cosigns nothing at the moment.", mayRetry: true);
}
