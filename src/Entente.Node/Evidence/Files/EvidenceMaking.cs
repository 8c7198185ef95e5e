using System.Globalization;
using System.Text;
using Entente.EvidenceFiles;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Evidence.Files;

/// <summary>Puts an evidence file together: what the source has, what is on record of it with the proofs, the policy, the page; and signs it.</summary>
internal sealed class EvidenceMaking(Database database, RecordProofs proofs, LogPeers peers, LogOptions options, EvidenceSigner signer, OfficerKeys keys, TimeProvider clock)
{
    /// <summary>Collects what a file holds.</summary>
    public async Task<(EvidenceDraft? Draft, Fault? Fault)> CollectAsync(EvidenceSource source, EvidenceRequest request, CancellationToken cancellation)
    {
        if (signer() is not { } by)
        {
            return (null, new(FaultCode.EvidenceUnavailable, "This node exchanges with nobody, and has no key to sign evidence files with."));
        }

        var (parts, about, handout, ofKeys) = await database.ReadAsync(
            session =>
            {
                var found = source.Collect(session, request.Actor, request.Subject);
                return Task.FromResult((found, AboutOf(session, found), HandoutActs.RecordsOf(session, request), found.Items.SelectMany(item => item.Listed.Steps).SelectMany(step => keys.RecordsOf(session, step)).ToList()));
            },
            cancellation);
        if (Nothing(parts) is { } nothing)
        {
            return (null, nothing);
        }

        if (EvidenceExtent.Read(request.Extent) is not { } extent || !extent.IsStill(EvidenceExtent.Of(parts, about)))
        {
            return (null, new(FaultCode.ExportChanged, "What belongs to it has changed since it was asked for; ask anew, so that the second officer sees what leaves."));
        }

        // Approvals of cards and registrations of keys are what makes signatures count, whenever they were put on record.
        var numbers = about.Where(number => number <= extent.Through).Concat(parts.Cards.Select(card => card.Listed.Approval).OfType<long>()).Concat(ofKeys).Distinct().Order().ToList();
        var (records, least) = (new List<(EnclosedRecord Listed, RecordBytes Bytes)>(), Console.ProofState.Witnessed);
        foreach (var number in numbers)
        {
            switch (await proofs.FindAsync(number, null, cancellation))
            {
                case { State: Console.ProofState.Broken }:
                    return (null, new(FaultCode.EvidenceUnavailable, $"Record {number.ToString(CultureInfo.InvariantCulture)} does not agree with the log."));
                case { State: Console.ProofState.Pending }:
                    return (null, new(FaultCode.LogUnsealed, $"Record {number.ToString(CultureInfo.InvariantCulture)} is not under a checkpoint yet; ask again in a second."));
                case { } standing when Enclosed(standing) is { } record:
                    records.Add(record);
                    least = standing.State == Console.ProofState.Witnessed ? least : standing.State;
                    break;
            }
        }

        // Who asked and approved goes along where that is proven as well as the rest; it is only minutes old, and would make the rest look unwitnessed.
        List<RecordStanding?> decided = [];
        foreach (var number in handout)
        {
            decided.Add(await proofs.FindAsync(number, null, cancellation));
        }

        if (decided.TrueForAll(standing => standing is { State: var state } && (state == Console.ProofState.Witnessed || (state == Console.ProofState.Logged && least == Console.ProofState.Logged))))
        {
            records = [.. records.Concat(decided.Select(standing => Enclosed(standing!)).OfType<(EnclosedRecord Listed, RecordBytes Bytes)>()).OrderBy(record => record.Listed.Number)];
        }

        EvidenceDraft draft = new(by, parts, records, await PolicyAsync(cancellation));

        // Before anything is spent: a store in which somebody has changed what it says of a thing makes no file.
        return Try(draft, request with { Record = 0 }).Verdict.Fault is { } fault ? (null, new(FaultCode.EvidenceUnavailable, $"What is kept of it does not agree with the log: {fault.Detail}")) : (draft, null);
    }

    /// <summary>What a file about it would hold now.</summary>
    public static (EvidenceExtent? Extent, Fault? Fault) ExtentOf(Session session, EvidenceSource source, Actor officer, string subject) =>
        source.Collect(session, officer, subject) is var parts && Nothing(parts) is { } nothing ? (null, nothing) : (EvidenceExtent.Of(parts, AboutOf(session, parts)), null);

    /// <summary>Signs the file, and does not give out one that does not hold.</summary>
    /// <exception cref="InvalidOperationException">What was put together does not verify.</exception>
    public byte[] Seal(EvidenceDraft draft, EvidenceRequest request)
    {
        var (contents, verdict) = Try(draft, request);
        if (verdict.Fault is { } fault)
        {
            throw new InvalidOperationException($"The evidence file does not hold: {fault.Detail} {fault.At}");
        }

        return EvidenceFile.Write(contents with { Summary = EvidenceSummary.Write(contents, verdict.Steps) }, draft.By.Certificate, draft.By.Key);
    }

    private static Fault? Nothing(EvidenceParts parts) => parts.Messages.Count > 0 ? null
        : new(FaultCode.EvidenceUnavailable, $"Nothing of it can be put into a file: {string.Join(" ", parts.Absent.Select(absent => absent.Why))}");

    // The file without its page, and what verifying it finds: the page tells that.
    private (EvidenceContents Contents, EvidenceVerdict Verdict) Try(EvidenceDraft draft, EvidenceRequest request)
    {
        var (by, parts, records) = (draft.By, draft.Parts, draft.Records);
        var proven = records.Select(record => record.Listed.Number).ToHashSet();
        var items = parts.Items.Select(item => (Listed: item.Listed with { Steps = [.. item.Listed.Steps.Where(step => proven.Contains(step.Record))] }, item.File)).Where(item => item.Listed.Steps.Count > 0).ToList();
        EvidenceIndex index = new(
            1,
            parts.Subject,
            by.Party,
            DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()),
            new(request.Record!.Value, request.Recipient, $"{request.Kind} {request.Subject}", request.Purpose.ToString(), request.Officer, request.DecidedBy!),
            [.. parts.Cards.Select(card => card.Listed.Approval is { } approval && !proven.Contains(approval) ? card.Listed with { Approval = null } : card.Listed)],
            [.. parts.Agreements.Select(agreement => agreement.Listed)],
            [.. parts.Messages.Select(message => message.Listed)],
            parts.Absent,
            [.. records.Select(record => record.Listed)],
            $"The officers named here declare that this file is a true copy of what the node of {by.Party} keeps of {parts.Subject.Kind} {parts.Subject.Id}, as far as it is not listed as absent.")
        {
            Items = items.Count == 0 ? null : [.. items.Select(item => item.Listed)],
        };
        EvidenceContents contents = new(
            index,
            [.. parts.Cards.Select(card => (ReadOnlyMemory<byte>)card.File)],
            [.. parts.Agreements.Select(agreement => (ReadOnlyMemory<byte>)agreement.Text)],
            [.. parts.Messages.Select(message => message.Bytes)],
            [.. records.Select(record => record.Bytes)],
            draft.Policy,
            "")
        {
            Files = [.. items.Where(item => item.File is not null).Select(item => (ReadOnlyMemory<byte>)item.File)],
        };
        return (contents, EvidenceFile.Verify(EvidenceFile.Write(contents, by.Certificate, by.Key), EvidenceTrust.None));
    }

    private static (EnclosedRecord Listed, RecordBytes Bytes)? Enclosed(RecordStanding standing) => standing is { Evidence: { } evidence, Record: { SubjectId: { } subject } record }
        ? (new(record.Seq, record.SubjectKind, subject), new(evidence.Record, evidence.Salt, evidence.Proof))
        : null;

    private static List<long> AboutOf(Session session, EvidenceParts parts)
    {
        var acts = parts.Acts.Select(act => act.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. parts.About.SelectMany(about => session.Query<(long Seq, string Act)>("SELECT seq, act FROM record WHERE subject_kind = @Kind AND subject_id = @Id", new { about.Kind, about.Id }))
                .Where(row => acts.Contains(row.Act)).Select(row => row.Seq).Distinct().Order(),
        ];
    }

    /// <summary>The logs of this node, and who must have seen them: as the policy file says, or any partner.</summary>
    private async Task<string> PolicyAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        foreach (var row in await database.ReadAsync(session => Task.FromResult(LogStore.All(session)), cancellation))
        {
            text.Append(CultureInfo.InvariantCulture, $"log {row.PublicKey}\n");
        }

        if (options.Policy.Length > 0)
        {
            return text.AppendJoin('\n', (await File.ReadAllLinesAsync(options.Policy, cancellation)).Where(line => !line.StartsWith("log ", StringComparison.Ordinal))).Append('\n').ToString();
        }

        var witnesses = await peers(cancellation);
        foreach (var peer in witnesses)
        {
            text.Append(CultureInfo.InvariantCulture, $"witness {peer.Id} {peer.WitnessKey}\n");
        }

        return text.Append(witnesses.Count == 0 ? "quorum none\n" : $"group partners any {string.Join(' ', witnesses.Select(peer => peer.Id))}\nquorum partners\n").ToString();
    }
}

/// <summary>What a file will hold.</summary>
internal sealed record EvidenceDraft(
    (string Party, As4.Security.Certificate Certificate, As4.Security.PrivateKey Key) By, EvidenceParts Parts, IReadOnlyList<(EnclosedRecord Listed, RecordBytes Bytes)> Records, string Policy);
