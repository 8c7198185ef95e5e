using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.As4.Security;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.EvidenceFiles;

/// <summary>A file whose container holds, under examination: each step adds what it found, and the first that finds something wrong ends it.</summary>
internal sealed class Examination(EvidenceContainer container, EvidenceTrust trust, List<EvidenceStep> steps)
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> files = container.Files.ToDictionary(file => file.Name, file => file.Content, StringComparer.Ordinal);

    public EvidenceIndex Index { get; private set; } = null!;

    public EvidenceTrust Trust => trust;

    /// <summary>The cards that the file brings, each signed by its own first key.</summary>
    public List<VerifiedCard> Cards { get; } = [];

    public ReadOnlyMemory<byte> File(string name) => files[name];

    /// <summary>What a record says; <see langword="null"/> where it is none of the file.</summary>
    public RecordLines? LinesOf(long record) => files.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"records/{record}.txt"), out var text) ? RecordLines.Read(text.Span) : null;

    public void Hold(string step, string detail) => steps.Add(new(step, StepOutcome.Holds, detail));

    public void Note(string step, string detail) => steps.Add(new(step, StepOutcome.Noted, detail));

    public EvidenceVerdict Run()
    {
        var vouching = new Vouching(this);
        foreach (var (name, check) in new (string, Func<Fault?>)[]
        {
            ("index", CheckIndex), ("cards", CheckCards), ("maker", CheckMaker), ("agreements", CheckAgreements), ("messages", new MessageCheck(this).Run), ("records", new RecordCheck(this, vouching).Run),
            ("custody", new CustodyCheck(this).Run), ("handout", new HandoutCheck(this).Run), ("trust", vouching.Run),
        })
        {
            if (check() is { } fault)
            {
                steps.Add(new(name, StepOutcome.Fails, $"{fault.Detail} {(fault.At is null ? "" : $"({fault.At})")}".TrimEnd()));
                return new(steps, fault, false);
            }
        }

        return new(steps, null, vouching.IsWhole);
    }

    /// <summary>The signing certificates of a party that were good at the instant, on any of its cards.</summary>
    public IReadOnlyList<Certificate> SignersOf(string party, DateTimeOffset at) =>
        [.. Cards.Where(card => card.Party == party).SelectMany(card => card.Signers).Where(key => key.From <= at && at <= key.Until).Select(key => key.Certificate)];

    public static Fault Changed(string detail, string? at = null) => new(FaultCode.EvidenceChanged, detail, at);

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private Fault? CheckIndex()
    {
        if (!files.TryGetValue(EvidenceIndex.Name, out var json))
        {
            return new(FaultCode.EvidenceMalformed, "There is no index.", EvidenceIndex.Name);
        }

        if (EvidenceIndex.Read(json.Span, out var fault) is not { } index)
        {
            return fault;
        }

        Index = index;
        var expected = EvidenceFile.NamesOf(index).ToList();
        if (!expected.SequenceEqual(container.Files.Select(file => file.Name), StringComparer.Ordinal))
        {
            var stray = container.Files.Select(file => file.Name).Except(expected).Concat(expected.Except(container.Files.Select(file => file.Name))).FirstOrDefault();
            return new(FaultCode.EvidenceMalformed, "The files are not those that the index lists, in their order.", stray);
        }

        var handout = index.Handout;
        Hold("index", $"{index.Subject.Kind} {index.Subject.Id}; made by the node of {index.MadeBy} on {Instant(index.MadeAt)}, number {handout.Number.ToString(CultureInfo.InvariantCulture)}, for {handout.Recipient}.");
        foreach (var absent in index.Absent)
        {
            Note("index", $"message {absent.Id} belongs here and is not in the file: {absent.Why}");
        }

        Note("summary", "summary.html and the statement of a true copy are words of the node that signed the file; what follows was computed from the rest.");
        return null;
    }

    private Fault? CheckCards()
    {
        foreach (var enclosed in Index.Cards)
        {
            var bytes = File(enclosed.File);
            if (SignedCard.Read(bytes.Span, out var malformed) is not { } signed || !Encoding.UTF8.GetBytes(signed.ToString()).AsSpan().SequenceEqual(bytes.Span))
            {
                return malformed ?? Changed("A card is its two lines and nothing else.", enclosed.File);
            }

            if (signed.Fingerprint != enclosed.Fingerprint || signed.Card.Party != enclosed.Party || signed.Card.Version != enclosed.Version)
            {
                return Changed("The card is not the one that the index names.", enclosed.File);
            }

            if (VerifiedCard.Of(signed, enclosed) is not { } card)
            {
                return Changed("The card is not signed by its own first signing key, or a certificate on it cannot be read.", enclosed.File);
            }

            Cards.Add(card);
            Hold("card", $"{card.Party}, version {enclosed.Version.ToString(CultureInfo.InvariantCulture)} ({signed.Card.Name}): signed by its own key. Fingerprint {CardFingerprint.Grouped(enclosed.Fingerprint)}.");
        }

        return Index.Cards.Select(card => card.File).Distinct(StringComparer.Ordinal).Count() == Index.Cards.Count ? null : Changed("A card is there twice.", EvidenceIndex.Name);
    }

    private Fault? CheckMaker()
    {
        var signature = container.Signature;
        if (!SignersOf(Index.MadeBy, signature.At).Contains(signature.Signer))
        {
            return Changed($"The certificate that signed the container is not on a card of {Index.MadeBy} in the file, or was not good then.");
        }

        if (signature.At.ToUnixTimeSeconds() != Index.MadeAt.ToUnixTimeSeconds())
        {
            return Changed("The index and the signature of the container state different instants.");
        }

        Hold("maker", $"the container is signed by a key on the card of {Index.MadeBy}.");
        return null;
    }

    private Fault? CheckAgreements()
    {
        for (var at = 0; at < Index.Agreements.Count; at++)
        {
            var (agreement, name) = (Index.Agreements[at], string.Create(CultureInfo.InvariantCulture, $"agreements/{at + 1}.yaml"));
            if (Sha256(File(name).Span) != agreement.Sha256)
            {
                return Changed("The text of the agreement is not the one that its digest names.", name);
            }

            var statement = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"entente/agreement/1\n{agreement.Id}\n{agreement.Version}\n{agreement.Sha256}\n"));
            foreach (var signature in agreement.Signatures)
            {
                var certificate = Certificate.TryParse(signature.Certificate);
                if (certificate is null || !Cards.Any(card => card.Party == signature.Party && card.Signers.Any(key => key.Certificate.Equals(certificate))))
                {
                    return Changed($"The certificate with which {signature.Party} signed the agreement is on none of its cards in the file.", name);
                }

                if (!certificate.PublicKey.Verifies(statement, signature.Value.Span))
                {
                    return Changed($"The signature of {signature.Party} is not over this text of the agreement.", name);
                }
            }

            Hold("agreement", $"{agreement.Id}/{agreement.Version.ToString(CultureInfo.InvariantCulture)}: its exact text, signed by {(agreement.Signatures.Count == 0 ? "nobody in this file" : string.Join(" and ", agreement.Signatures.Select(one => one.Party)))}.");
        }

        return null;
    }

    public static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
