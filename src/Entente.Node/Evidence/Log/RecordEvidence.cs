using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>A record with what opens its leaf and the proof that the leaf is in the log: whoever has it needs nothing else of the node.</summary>
/// <param name="Evidence">The version of the form; 1.</param>
/// <param name="Record">The record's bytes as <see cref="RecordText"/> writes them; in UTF-8.</param>
/// <param name="Salt">32 bytes.</param>
/// <param name="Proof">The proof file, with the checkpoint and its signatures.</param>
internal sealed record RecordEvidence(int Evidence, string Record, ReadOnlyMemory<byte> Salt, string Proof)
{
    private const int Longest = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Form = StrictJson.Of(RecordEvidenceJson.Default);

    [JsonIgnore]
    public RecordLeaf Leaf => RecordLeaf.Commit(Salt.Span, SHA256.HashData(Encoding.UTF8.GetBytes(Record)));

    public static RecordEvidence? Read(ReadOnlySpan<byte> json, out Fault? fault)
    {
        fault = new(FaultCode.LogMalformed, "The file is no evidence of a record in the published form.");
        try
        {
            var read = json.Length > Longest ? null : JsonSerializer.Deserialize<RecordEvidence>(json, Form);
            if (read is not { Evidence: 1, Salt.Length: RecordLeaf.SaltSize })
            {
                return null;
            }

            fault = null;
            return read;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, RecordEvidenceJson.Default.RecordEvidence);

    /// <summary>What a policy makes of it.</summary>
    public PolicyVerdict Verify(LogPolicy policy) => LogProof.TryParse(Encoding.UTF8.GetBytes(Proof), out var proof, out var fault)
        ? proof.Verify(Leaf.Hash, policy)
        : new PolicyVerdict.Refused(fault);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, MaxDepth = 3)]
[JsonSerializable(typeof(RecordEvidence))]
internal sealed partial class RecordEvidenceJson : JsonSerializerContext;
