using Entente.Agreements;
using Entente.Node.Platform;

namespace Entente.Node.Agreements;

/// <summary>How far a text has come. Whether it is in force on a day is told from its own days, and from those of the version that follows.</summary>
public enum AgreementState
{
    /// <summary>A partner has signed and offered it; nobody here has proposed it yet.</summary>
    Offered = 1,

    /// <summary>An officer here proposes it; another approves.</summary>
    Proposed,

    /// <summary>This node has signed it; not every party has.</summary>
    SignedHere,

    /// <summary>Every party of which this node has a card has signed the same bytes.</summary>
    Agreed,

    Rejected,
}

/// <summary>A text as it is stored.</summary>
internal sealed record AgreementRow
{
    public long Number { get; init; }

    public string Id { get; init; } = "";

    public int Version { get; init; }

    /// <summary>Of <see cref="Text"/>, in lower case hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The exact bytes.</summary>
    public byte[] Text { get; init; } = [];

    /// <summary>The partner that offered it first; <see langword="null"/>: an officer here.</summary>
    public string? Origin { get; init; }

    public AgreementState State { get; init; }

    public string? ProposedBy { get; init; }

    public DateTimeOffset? ProposedAt { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? AgreedAt { get; init; }

    /// <summary>The record of the last change.</summary>
    public long Changed { get; init; }

    public override string ToString() => $"{Id}/{Version}";

    /// <summary>The text of that name that was not rejected.</summary>
    public static AgreementRow? Find(Session session, string id, int version) =>
        session.Find<AgreementRow>("SELECT * FROM agreement WHERE id = @id AND version = @version AND state <> 'Rejected'", new { id, version });

    public static List<AgreementRow> All(Session session) => session.Query<AgreementRow>("SELECT * FROM agreement ORDER BY id, version, number");

    /// <summary>The versions of an agreement that were not rejected.</summary>
    public static List<AgreementRow> Versions(Session session, string id) =>
        session.Query<AgreementRow>("SELECT * FROM agreement WHERE id = @id AND state <> 'Rejected' ORDER BY version", new { id });

    /// <summary>The text, if it is still the one that was stored under that name and digest; that it is not is a defect or an intrusion.</summary>
    public Agreement? TryRead() =>
        AgreementText.Read(Text) is AgreementReading.Accepted { Agreement: var agreement } && agreement.Digest == Sha256 && agreement.Id == Id && agreement.Version == Version ? agreement : null;

    /// <summary>Whether another row is the same text in the same state.</summary>
    public bool IsAs(AgreementRow other) => Number == other.Number && State == other.State && Id == other.Id && Version == other.Version && Sha256 == other.Sha256 && Text.AsSpan().SequenceEqual(other.Text);

    /// <summary>Stores a text with its parties; none of them has signed.</summary>
    public static AgreementRow Insert(Session session, Agreement agreement, ReadOnlyMemory<byte> text, AgreementRow how)
    {
        var row = how with
        {
            Number = session.Next("SELECT MAX(number) FROM agreement"),
            Id = agreement.Id,
            Version = agreement.Version,
            Sha256 = agreement.Digest,
            Text = text.ToArray(),
            ReceivedAt = session.Now,
        };
        session.Execute(
            """
            INSERT INTO agreement (number, id, version, sha256, text, origin, state, proposed_by, proposed_at, decided_by, decided_at, received_at, agreed_at, changed)
            VALUES (@Number, @Id, @Version, @Sha256, @Text, @Origin, @state, @ProposedBy, @ProposedAt, @DecidedBy, @DecidedAt, @ReceivedAt, @AgreedAt, @Changed)
            """,
            new
            {
                row.Number,
                row.Id,
                row.Version,
                row.Sha256,
                row.Text,
                row.Origin,
                state = row.State.ToString(),
                row.ProposedBy,
                row.ProposedAt,
                row.DecidedBy,
                row.DecidedAt,
                row.ReceivedAt,
                row.AgreedAt,
                row.Changed,
            });
        session.Execute("INSERT INTO agreement_party (number, party) VALUES (@Number, @party)", agreement.Parties.Select(bound => new { row.Number, party = bound.Party }));
        return row;
    }
}

/// <summary>A party of a text, and its node's signature.</summary>
internal sealed record PartyRow
{
    public long Number { get; init; }

    public string Party { get; init; } = "";

    /// <summary>Over id, version and SHA-256; <see langword="null"/>: it has not signed.</summary>
    public byte[]? Signature { get; init; }

    /// <summary>DER: with which the signature was verified.</summary>
    public byte[]? Certificate { get; init; }

    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The message that told the party of our signature.</summary>
    public string? Told { get; init; }

    public bool HasSigned => Signature is not null;

    public bool IsAs(PartyRow other) => Party == other.Party && Signature.AsSpan().SequenceEqual(other.Signature) && Certificate.AsSpan().SequenceEqual(other.Certificate);

    public static List<PartyRow> Of(Session session, long number) =>
        session.Query<PartyRow>("SELECT * FROM agreement_party WHERE number = @number ORDER BY party", new { number });

    public static List<PartyRow> All(Session session) => session.Query<PartyRow>("SELECT * FROM agreement_party ORDER BY number, party");

    public static void Sign(Session session, long number, string party, byte[] signature, ReadOnlyMemory<byte> certificate) => session.Execute(
        "UPDATE agreement_party SET signature = @signature, certificate = @certificate, signed_at = @Now WHERE number = @number AND party = @party",
        new { number, party, signature, certificate = certificate.ToArray(), session.Now });
}
