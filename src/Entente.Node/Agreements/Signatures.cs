using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Agreements;

/// <summary>What makes a text an agreement: the signatures of the nodes of its parties over the same bytes.</summary>
internal static class Signatures
{
    /// <summary>The certificate of the partner's card under which the signature fits; <see langword="null"/>: it fits under none.</summary>
    public static Certificate? SignerOf(Partner? partner, byte[] statement, ReadOnlySpan<byte> signature)
    {
        foreach (var certificate in partner?.KeysFor(KeyPurpose.Sign) ?? [])
        {
            if (certificate.PublicKey.Verifies(statement, signature))
            {
                return certificate;
            }
        }

        return null;
    }

    /// <summary>Whether a text that this node has signed is agreed: every party of which it has a card has signed, and at least one has.</summary>
    public static bool AreEnough(IReadOnlyList<PartyRow> parties, Func<string, bool> isKnown, string ownParty) =>
        parties.Any(party => party.Party != ownParty && party.HasSigned) && parties.All(party => party.HasSigned || (party.Party != ownParty && !isKnown(party.Party)));

    /// <summary>Puts a signed text in force where its signatures are enough and it follows the version before. The state that it then has.</summary>
    public static AgreementState Settle(Session session, AgreementRow row, long record, PartnerDirectory partners, string ownParty)
    {
        if (row.State != AgreementState.SignedHere || !AreEnough(PartyRow.Of(session, row.Number), party => partners.Find(party) is not null, ownParty))
        {
            return row.State;
        }

        session.Execute("UPDATE agreement SET state = 'Agreed', agreed_at = @Now, changed = @record WHERE number = @Number", new { session.Now, record, row.Number });
        return AgreementState.Agreed;
    }
}
