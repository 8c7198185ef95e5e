using System.Security.Cryptography;
using System.Text.Json;
using Entente.As4;
using Entente.As4.Security;
using Entente.EvidenceFiles;
using Entente.Node.Evidence;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>What evidence files hold of messages: exact bytes, what was signed, receipts, and the cards of those who signed.</summary>
internal sealed class MessageEvidence(OwnKeys own, FindAgreementText agreements, RefuseUse use)
{
    public const string Kind = "message";

    /// <summary>What is put on record of a message, but for who looked at it.</summary>
    public static readonly IReadOnlyCollection<Act> Acts =
    [
        DeliveryActs.Queued, DeliveryActs.Resent, DeliveryActs.Delivered, DeliveryActs.Refused, DeliveryActs.Accepted, DeliveryActs.Declined, DeliveryActs.Taken, DeliveryActs.TakenRefused,
        DeliveryActs.Erased, DeliveryActs.Recalled, DeliveryActs.GivenUp,
    ];

    private static readonly MessageLimits Limits = new();

    /// <summary>Everything that was exchanged with a partner in a conversation.</summary>
    public EvidenceParts OfConversation(Session session, Actor officer, string partner, string conversation, EvidenceSubject subject, IReadOnlyList<(string Kind, string Id)> about, IEnumerable<Act> acts)
    {
        var parts = Collect(session, officer, KeptMessages.OfConversation(session, partner, conversation, own.PartyId), subject);
        return parts with { About = [.. parts.About, .. about], Acts = [.. Acts, .. acts] };
    }

    internal string? Sees(Session session, Standing officer, string id)
    {
        if (!MessageKey.TryParse(id, null, out var key) || !officer.Roles.Any(role => role is Role.AlertManager or Role.Supervisor or Role.Legal) || KeptMessages.Find(session, key, own.PartyId) is not { } message)
        {
            return null;
        }

        // Whom the giver named may have what it says; a message that says nothing of it is about the exchange itself.
        return message.Contents is [{ MediaType: "application/json" } first, ..] && AuthoritiesIn(first.Body) is { } named && !named.Contains(officer.Authority.ToString(), StringComparer.OrdinalIgnoreCase)
            ? null
            : $"{message.Action}, {message.From} → {message.To}, {message.Id}";
    }

    internal EvidenceParts OfMessage(Session session, Actor officer, string id)
    {
        var message = KeptMessages.Find(session, MessageKey.Parse(id, null), own.PartyId)!;
        return Collect(session, officer, [message], new(Kind, message.Id));
    }

    private EvidenceParts Collect(Session session, Actor officer, IReadOnlyList<KeptWire> messages, EvidenceSubject subject)
    {
        var shelf = CardShelf.Read(session, own.PartyId, messages.Select(message => message.Partner));
        shelf.Use(own.PartyId, SignerOf(own)!.Value.Certificate);
        List<(EnclosedMessage, MessageBytes)> there = [];
        List<AbsentMessage> absent = [];
        Dictionary<string, (EnclosedAgreement Listed, byte[] Text)> texts = new(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            var why = message.Direction == Direction.In && use(session, officer, message.Partner, message.Id) is { } refused
                ? $"the law under which it was given keeps it from the officer who asked: {refused.Detail}"
                : Put(session, message, shelf, texts, there);
            if (why is not null)
            {
                absent.Add(new(message.Id, why, message.Sha256));
            }
        }

        foreach (var name in texts.Keys.ToList())
        {
            var (listed, text) = texts[name];
            texts[name] = (listed with { Signatures = [.. listed.Signatures.Where(one => Certificate.TryParse(one.Certificate) is { } certificate && shelf.Use(one.Party, certificate))] }, text);
        }

        return new(subject, there, absent, shelf.Used, [.. texts.Values], [.. messages.Select(message => (Kind, message.Id))], Acts);
    }

    /// <summary>Puts a message into the file; otherwise says why not.</summary>
    private string? Put(Session session, KeptWire kept, CardShelf shelf, Dictionary<string, (EnclosedAgreement, byte[])> texts, List<(EnclosedMessage, MessageBytes)> there)
    {
        if (kept.Body.Length == 0)
        {
            return kept.Direction == Direction.Out ? "it has not left this node." : "it is erased.";
        }

        var contents = kept.Contents.Select(content => (ReadOnlyMemory<byte>)content.Body).ToList();
        var message = KeptMessage.Pack(kept.ContentType, kept.Body, contents, Limits) is { } packed ? KeptMessage.Read(kept.ContentType, kept.Body, packed, shelf.By(kept.From), Limits, out _) : null;
        if (message is null && kept.Direction == Direction.In)
        {
            // Another release of the library may compress otherwise than the one that the partner had.
            message = KeptMessage.Open(kept.ContentType, kept.Body, own.Current.Decryption, shelf.By(kept.From), Limits, out _);
        }

        if (message is null)
        {
            return "its signature does not verify with the cards that were approved, or what was signed of its contents cannot be had any more.";
        }

        shelf.Use(kept.From, message.Signer);
        var (clause, wording) = (message.Header.Property("clause"), (string?)null);
        if (clause is not null)
        {
            var digest = message.Header.Property("agreement-sha256") ?? "";
            if (agreements(session, digest, clause) is not { } text)
            {
                return "the text of the agreement that it names is not here.";
            }

            (wording, texts[digest]) = (text.Wording, (text.Listed, text.Text));
        }

        var receipt = kept.Receipt.Length > 0 ? message.Receipted(kept.ReceiptType, kept.Receipt, shelf.By(kept.To), Limits, out _) : null;
        if (receipt is { Signer: var receiver })
        {
            shelf.Use(kept.To, receiver);
        }

        there.Add((
            new(
                kept.Id, kept.From, kept.To, kept.Sha256!,
                [.. message.Payloads.Select(payload => new EnclosedContent(
                    payload.Properties.FirstOrDefault(property => property.Name == Exchange.NameProperty)?.Value ?? "", payload.MimeType, Convert.ToHexStringLower(SHA256.HashData(payload.Content.Span)), payload.Content.Length))],
                receipt is not null, clause, wording),
            new(
                MessageBytes.FileOf(kept.ContentType, kept.Body), receipt is null ? default : MessageBytes.FileOf(kept.ReceiptType, kept.Receipt), message.Covered,
                [.. message.Payloads.Select(payload => payload.Content)])));
        return null;
    }

    internal static (string Party, Certificate Certificate, PrivateKey Key)? SignerOf(OwnKeys own) =>
        own.Current.IsEmpty ? null : own.Current.Signing(SecuritySuite.Rsa) is var (key, chain) ? (own.PartyId, chain[0], key) : null;

    private static List<string>? AuthoritiesIn(byte[] json)
    {
        try
        {
            using var payload = JsonDocument.Parse(json);
            return payload.RootElement.ValueKind == JsonValueKind.Object && payload.RootElement.TryGetProperty("conditions", out var conditions) && conditions.TryGetProperty("authorities", out var named)
                ? [.. named.EnumerateArray().Select(one => one.GetString() ?? "")]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
