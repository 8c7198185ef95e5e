using Entente.As4.Security;
using Entente.Protocol.Federation;

namespace Entente.EvidenceFiles;

/// <summary>A card that its own first signing key has signed. Whether it is really that administration's, the verifier must know from elsewhere.</summary>
internal sealed record VerifiedCard(NodeCard Card, EnclosedCard Enclosed, IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until, Certificate Certificate)> Signers)
{
    public string Party => Card.Party;

    public static VerifiedCard? Of(SignedCard signed, EnclosedCard enclosed)
    {
        var keys = signed.Card.Keys.Where(key => key.Purpose == KeyPurpose.Sign).Select(key => (key.From, key.Until, Certificate: Certificate.TryParse(key.Certificate))).ToList();
        return keys is [{ Certificate: { } first }, ..] && keys.TrueForAll(key => key.Certificate is not null)
            && first.PublicKey.Verifies(SignedCard.MessageOf(signed.Bytes.Span), signed.Signature.Span)
            ? new(signed.Card, enclosed, keys.ConvertAll(key => (key.From, key.Until, key.Certificate!)))
            : null;
    }
}
