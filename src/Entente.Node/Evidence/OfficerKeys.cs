using System.Text.Json.Nodes;
using Entente.EvidenceFiles;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>The security keys with which officers sign what they do. The module that keeps them registers it.</summary>
/// <param name="Added">The act by which a key is registered; its record names the SHA-256 of the public key as <c>key</c>.</param>
/// <param name="Removed">The act by which it is removed; likewise.</param>
/// <param name="Of">The public keys that an officer has now.</param>
/// <param name="AskAsync">Begins an attempt of that officer in that browser, and tells as JSON what the key is asked: to sign the statement.</param>
/// <param name="TakeAsync">Takes the answer, once; <see langword="null"/> where it is none of that officer, in that browser, under a statement that he was asked to sign. Who registered the key is looked up later.</param>
internal sealed record OfficerKeys(
    Act Added, Act Removed, Func<Session, string, IReadOnlyList<byte[]>> Of, Func<HttpContext, string, Task<string>> AskAsync, Func<HttpContext, string, Task<StepSignature?>> TakeAsync)
{
    /// <summary>The record that registers a key as an officer's; <see langword="null"/> for one that was registered before records named keys: it signs nothing.</summary>
    public long? Registration(Session session, string officer, string keyDigest) => RecordsOf(session, officer, keyDigest).Where(record => record.Act == Added.Id).Select(record => (long?)record.Seq).FirstOrDefault();

    /// <summary>The records of registering and of removing a key, for the evidence file.</summary>
    public IEnumerable<long> RecordsOf(Session session, EnclosedStep step) =>
        step.Signature is { } signature ? RecordsOf(session, step.By, signature.KeyDigest).Select(record => record.Seq) : [];

    private IEnumerable<(long Seq, string Act)> RecordsOf(Session session, string officer, string keyDigest) => session.Query<(long Seq, string Act, string Detail)>(
        "SELECT seq, act, detail FROM record WHERE subject_kind = 'officer' AND subject_id = @officer AND act IN (@added, @removed) ORDER BY seq", new { officer, added = Added.Id, removed = Removed.Id })
        .Where(row => (string?)JsonNode.Parse(row.Detail)?["key"] == keyDigest).Select(row => (row.Seq, row.Act));
}
