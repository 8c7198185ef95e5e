using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>A payload or an attachment as modules hand it in and get it.</summary>
internal sealed record Content
{
    public string Name { get; init; } = "";

    public string MediaType { get; init; } = "";

    public byte[] Body { get; init; } = [];

    public static async Task<IReadOnlyList<Content>> OutgoingAsync(Session session, long seq) =>
        await session.QueryAsync<Content>("SELECT name, media_type, body FROM outbox_content WHERE seq = @seq ORDER BY ordinal", new { seq });

    public static async Task<IReadOnlyList<Content>> IncomingAsync(Session session, long seq) =>
        await session.QueryAsync<Content>("SELECT name, media_type, body FROM inbox_content WHERE seq = @seq ORDER BY ordinal", new { seq });

    /// <summary>As it came: the name is the signed property, else what MIME says.</summary>
    public static Attachment From(Payload payload) =>
        new(payload.Properties.FirstOrDefault(property => property.Name == Exchange.NameProperty)?.Value ?? payload.FileName ?? payload.ContentId, payload.MimeType, payload.Content);

    public Payload ToPayload(int ordinal, string messageId) => new($"{ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)}.{messageId}", MediaType, Body)
    {
        CharacterSet = MediaType == "application/json" ? "utf-8" : null,
        Properties = Name.Length == 0 ? [] : [new MessageProperty(Exchange.NameProperty, Name)],
    };
}
