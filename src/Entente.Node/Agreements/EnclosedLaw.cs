using Entente.Agreements;
using Entente.EvidenceFiles;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>What evidence files need of the law: the text under which something was exchanged, and whether what a partner gave may be used as evidence.</summary>
internal static class EnclosedLaw
{
    /// <summary>The text of that digest with the signatures of its parties, and how it is worded at the clause.</summary>
    public static (EnclosedAgreement Listed, byte[] Text, string? Wording)? Find(Session session, string sha256, string clause)
    {
        if (session.Find<AgreementRow>("SELECT * FROM agreement WHERE sha256 = @sha256 AND state <> 'Rejected' ORDER BY number LIMIT 1", new { sha256 }) is not { } row)
        {
            return null;
        }

        var wording = ClauseRef.TryParse(clause, out var at) ? row.TryRead()?.Articles.FirstOrDefault(article => article.Number == at.Article)?.Wording : null;
        return (
            new(row.Id, row.Version, row.Sha256, [.. PartyRow.Of(session, row.Number).Where(party => party is { Signature: not null, Certificate: not null }).Select(party => new AgreementSignature(party.Party, party.Certificate, party.Signature))]),
            row.Text,
            wording);
    }

    /// <summary>Why what a partner gave may not go into a file for a court; <see langword="null"/>: nothing is in the way.</summary>
    public static Fault? Refuse(Session session, Actor actor, string partner, string messageId) =>
        GivenUse.RefuseEvidence(GivenUse.Of(session, partner, messageId), actor, partner, DateOnly.FromDateTime(session.Now.UtcDateTime));

    /// <summary>Why an officer may not read it; <see langword="null"/>: nothing is in the way.</summary>
    public static Fault? RefuseReading(Session session, Actor actor, string partner, string messageId) =>
        GivenUse.RefuseReading(GivenUse.Of(session, partner, messageId), actor, partner, DateOnly.FromDateTime(session.Now.UtcDateTime));
}
