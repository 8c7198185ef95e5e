using System.Security.Cryptography;
using System.Text;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog.Mutations;

/// <summary>A record with its salt, as the node keeps it.</summary>
internal sealed record KeptRecord(byte[] Salt, byte[] Content)
{
    public byte[] Entry => RecordLeaf.Commit(Salt, SHA256.HashData(Content)).ToEntry();

    public static KeptRecord Number(int n) => new(SHA256.HashData(BitConverter.GetBytes(n)), Encoding.UTF8.GetBytes($"record {n} of the exchange"));
}

/// <summary>Everything that an administration keeps and shows: records, the log as it is served, its checkpoint, and a proof stored with one of the records.</summary>
internal sealed record Shown(IReadOnlyList<KeptRecord> Records, ServedLog Log, byte[] Note, int Proven, byte[] Proof)
{
    /// <summary>What a log of these records looks like, signed by whoever signs.</summary>
    public static Shown Of(IReadOnlyList<KeptRecord> records, int proven, params NoteSigner[] signers)
    {
        var log = MemoryLog.Of(records.Select(record => record.Entry));
        var note = log.Checkpoint().Sign(signers, Given.Now);
        return new(records, ServedLog.Of(log), note.ToBytes(), proven, LogProof.Of(log.Tree().Include(proven), note).ToBytes());
    }
}
