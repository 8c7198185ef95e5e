using Entente.Agreements;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>An agreement that is stored otherwise than it was signed: it counts for nothing, and so do the versions before it, which it had replaced.</summary>
internal sealed record AlteredAgreement(AgreementRow Row, Fault Why);

/// <summary>Verifies again what was verified when it was stored: the text against its digest, and each signature against the keys that were ever those of its party. Who writes past the node is found out.</summary>
internal sealed class StoredSignatures(Session session, string ownParty)
{
    private readonly Dictionary<string, IReadOnlyList<Certificate>> keys = new(StringComparer.Ordinal);

    /// <summary>In what a stored agreement is not what was signed; <see langword="null"/>: in nothing.</summary>
    public (Agreement? Agreement, Fault? Why) Read(AgreementRow row, IReadOnlyList<PartyRow> parties)
    {
        if (row.TryRead() is not { } agreement)
        {
            return (null, TextAltered(row));
        }

        if (agreement.Parties.Select(bound => bound.Party).Except(parties.Select(party => party.Party)).Any())
        {
            return (null, new(FaultCode.AgreementAltered, $"{row}: The stored parties are not those of its text."));
        }

        if (row.State is AgreementState.SignedHere or AgreementState.Agreed && parties.FirstOrDefault(party => party.Party == ownParty) is not { HasSigned: true })
        {
            return (null, new(FaultCode.AgreementAltered, $"{row} is stored as signed, and this node has not signed it."));
        }

        return parties.FirstOrDefault(party => party.HasSigned && !Fits(agreement, party)) is { } wrong
            ? (null, new(FaultCode.AgreementAltered, $"{row}: The stored signature of {wrong.Party} is not its own over this text."))
            : (agreement, null);
    }

    public static Fault TextAltered(AgreementRow row) => new(FaultCode.AgreementAltered, $"{row}: The stored text is not the one that its digest names.");

    private bool Fits(Agreement agreement, PartyRow party) =>
        party.Certificate is { } raw && Certificate.TryParse(raw) is { } certificate && IsOf(party.Party, certificate) && certificate.PublicKey.Verifies(agreement.SigningStatement, party.Signature);

    private bool IsOf(string party, Certificate certificate)
    {
        if (!keys.TryGetValue(party, out var known))
        {
            keys[party] = known = party == ownParty ? OwnKeys.SigningCertificates(session) : PartnerVersionRow.SigningCertificates(session, party);
        }

        // A party of which this node never had a card signs with a key that nobody here has compared.
        return (known.Count == 0 && party != ownParty) || known.Contains(certificate);
    }
}
