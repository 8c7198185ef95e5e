using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Agreements;

/// <summary>Takes texts that partners offer, and their signatures of texts that are held here. Nothing of it binds this node before two officers here have approved it.</summary>
internal sealed class TakeAgreement(PartnerDirectory partners, OwnKeys own, Gatekeeper gatekeeper)
{
    public Fault? Offered(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AgreementOffered.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (ProposeAgreement.Read(payload.Text.Span, own.PartyId) is not ({ } agreement, _))
        {
            return ProposeAgreement.Read(payload.Text.Span, own.PartyId).Faults[0];
        }

        if (agreement.Id != payload.Agreement || agreement.Version != payload.Version || agreement.Digest != payload.Sha256)
        {
            return new(FaultCode.AgreementSignature, $"The text is {agreement} with the SHA-256 {agreement.Digest}; the message names another.", "$.text");
        }

        var versions = AgreementRow.Versions(session, agreement.Id);
        var known = versions.Find(row => row.Version == agreement.Version);
        if (known is not null)
        {
            return known.Sha256 == agreement.Digest ? Sign(session, partner, message, known, agreement, payload) : ProposeAgreement.OtherBytes(known, agreement.Digest);
        }

        if (Signer(message, agreement, payload) is not { } signer)
        {
            return NotSigned(message, agreement);
        }

        if (ProposeAgreement.Decide(agreement, null, versions.Select(row => row.TryRead()).OfType<Agreement>()) is [var wrong, ..])
        {
            return wrong;
        }

        var record = RecordBook.Append(session, partner, AgreementActs.Received, "agreement", agreement.ToString(), Detail(message, agreement));
        var row = AgreementRow.Insert(session, agreement, payload.Text, new() { State = AgreementState.Offered, Origin = message.Partner, Changed = record });
        PartyRow.Sign(session, row.Number, message.Partner, payload.Signature.ToArray(), signer.Raw);
        return null;
    }

    public Fault? Signed(Session session, Actor partner, Incoming message) =>
        !MessageKind.AgreementSigned.TryRead(message.Payload.Span, out var payload, out var fault) ? fault
        : AgreementRow.Find(session, payload.Agreement, payload.Version) is not { } known
            ? new(FaultCode.NotFound, $"{payload.Agreement}/{payload.Version} is not held here; offer it with its text.")
        : known.Sha256 != payload.Sha256 ? ProposeAgreement.OtherBytes(known, payload.Sha256)
        : known.TryRead() is not { } agreement ? StoredSignatures.TextAltered(known)
        : Sign(session, partner, message, known, agreement, payload);

    private Fault? Sign(Session session, Actor partner, Incoming message, AgreementRow known, Agreement agreement, AgreementMessage payload)
    {
        if (Signer(message, agreement, payload) is not { } signer)
        {
            return NotSigned(message, agreement);
        }

        if (PartyRow.Of(session, known.Number).Find(party => party.Party == message.Partner)!.HasSigned)
        {
            return null;
        }

        var record = RecordBook.Append(session, partner, AgreementActs.PartySigned, "agreement", agreement.ToString(), Detail(message, agreement));
        PartyRow.Sign(session, known.Number, message.Partner, payload.Signature.ToArray(), signer.Raw);
        session.Execute("UPDATE agreement SET changed = @record WHERE number = @Number", new { record, known.Number });
        Signatures.Settle(session, known, record, partners, own.PartyId);
        gatekeeper.Settle(session, partner, known.Number);
        return null;
    }

    private As4.Security.Certificate? Signer(Incoming message, Agreement agreement, AgreementMessage payload) =>
        agreement.PartyOf(message.Partner) is null ? null : Signatures.SignerOf(partners.Find(message.Partner), agreement.SigningStatement, payload.Signature.Span);

    private static Fault NotSigned(Incoming message, Agreement agreement) => agreement.PartyOf(message.Partner) is null
        ? new(FaultCode.AgreementParty, $"{message.Partner} is not among the parties of {agreement}.")
        : new(FaultCode.AgreementSignature, $"{agreement}: The signature is not that of {message.Partner} over {agreement.Digest}.", "$.signature");

    private static string Detail(Incoming message, Agreement agreement) =>
        JsonDetail.Of(("partner", message.Partner), ("message", message.MessageId), ("sha256", agreement.Digest));
}
