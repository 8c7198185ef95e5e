using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>What is agreed with a partner whose product is another than Entente, as its approved partner file says; the parameters of its P-Modes.</summary>
internal sealed record PartnerTerms
{
    /// <summary>The partner on the wire, when it sends and when it receives.</summary>
    public required (Party Sending, Party Receiving) Theirs { get; init; }

    /// <summary>This node on the wire, for this partner.</summary>
    public required (Party Sending, Party Receiving) Ours { get; init; }

    public required IReadOnlyList<FileLeg> Sends { get; init; }

    public required IReadOnlyList<FileLeg> Takes { get; init; }

    /// <summary>Whether payloads are encrypted in both directions; otherwise they are signed only, and TLS keeps them secret.</summary>
    public required bool Encrypt { get; init; }

    public AgreementRef? Agreement { get; init; }

    /// <summary>The P-Mode that messages name; <see langword="null"/> where they name none.</summary>
    public string? PMode { get; init; }

    public TokenReference Token { get; init; }

    public TokenReference RecipientToken { get; init; }

    /// <summary>Whether this node shows the certificates that an authority issued to it.</summary>
    public bool IssuedCertificate { get; init; }

    public FileCorners? Corners { get; init; }

    public string? Channel { get; init; }

    public string? TheirChannel { get; init; }

    /// <summary>The properties of every message to the partner.</summary>
    public IReadOnlyList<MessageProperty> Properties => Corners is null ? [] :
    [
        new(EbmsNames.OriginalSender, Corners.OriginalSender.Value, Corners.OriginalSender.Type),
        new(EbmsNames.FinalRecipient, Corners.FinalRecipient.Value, Corners.FinalRecipient.Type),
    ];

    /// <summary>The kinds of Entente's own messages that the partner takes, as a card lists them.</summary>
    public IReadOnlyList<string> Reads => [.. Takes.Where(one => one.Service == Exchange.Service).SelectMany(one => one.Actions)];

    /// <summary>The terms as officers compare them with those in force, in the words of the file.</summary>
    public IReadOnlyList<string> Words =>
    [
        $"theirs: {Theirs.Sending} / {Theirs.Receiving.Role}",
        $"ours: {Ours.Sending} / {Ours.Receiving.Role}",
        .. Agreement is null ? Array.Empty<string>() : [$"agreement: {Agreement.Value} {Agreement.Type} {Agreement.PMode}".TrimEnd()],
        Encrypt ? "encrypt" : "sign only",
        $"token: {Token}, {RecipientToken}{(IssuedCertificate ? ", issuedCertificate" : "")}",
        .. Sends.Select(one => $"sends: {Of(one)}"),
        .. Takes.Select(one => $"takes: {Of(one)}"),
        .. Corners is null ? Array.Empty<string>() : [$"corners: {Corners.OriginalSender.Value} → {Corners.FinalRecipient.Value}"],
        .. Channel is null ? Array.Empty<string>() : [$"channel: {Channel}"],
        .. TheirChannel is null ? Array.Empty<string>() : [$"theirChannel: {TheirChannel}"],
    ];

    /// <summary>What this node may send.</summary>
    public FileLeg? Taken(string service, string action) => Takes.FirstOrDefault(one => one.Service == service && (one.Actions.Count == 0 || one.Actions.Contains(action)));

    public static PartnerTerms Of(PartnerFile file) => new()
    {
        Theirs = Sides(file.Theirs),
        Ours = Sides(file.Ours),
        Sends = file.Sends,
        Takes = file.Takes,
        Encrypt = file.Encrypt is not null,
        Agreement = file.Agreement is { } agreement ? new(agreement.Value, agreement.Type, agreement.PMode) : null,
        PMode = file.Agreement?.PMode,
        Token = Of(file.Token),
        RecipientToken = Of(file.RecipientToken),
        IssuedCertificate = file.IssuedCertificate,
        Corners = file.Corners,
        Channel = file.Channel,
        TheirChannel = file.TheirChannel,
    };

    private static (Party Sending, Party Receiving) Sides(FileParty party)
    {
        List<As4.Messaging.PartyId> ids = [.. party.Ids.Select(id => new As4.Messaging.PartyId(id.Value, id.Type))];
        return (new(ids, party.Role ?? Exchange.Initiator), new(ids, party.Role ?? Exchange.Responder));
    }

    private static string Of(FileLeg service) => $"{new ServiceRef(service.Service, service.Type)} {(service.Actions.Count == 0 ? "*" : string.Join(", ", service.Actions))}{(service.Reply ? " (reply)" : "")}";

    private static TokenReference Of(FileToken token) => token switch
    {
        FileToken.CertificatePath => TokenReference.CertificatePath,
        FileToken.SubjectKeyIdentifier => TokenReference.SubjectKeyIdentifier,
        FileToken.IssuerSerial => TokenReference.IssuerSerial,
        _ => TokenReference.BinarySecurityToken,
    };
}
