using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Node.Federation;
using Entente.Node.Platform;

namespace Entente.Node.Alerts.Abroad;

/// <summary>Alerts and questions between this node and a partner that are open, for whoever wants to know what a change of the law touches.</summary>
internal static class OpenAbroad
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(new OpenWithPartner(Text.Key("Alerts that it has from us"), Ours));
        services.AddSingleton(new OpenWithPartner(Text.Key("Alerts that we have from it"), Theirs));
        services.AddSingleton(new OpenWithPartner(Text.Key("Questions that wait for an answer"), Questions));
    }

    private static IEnumerable<OpenItem> Ours(Session session, string partner)
    {
        var told = MessageFate.LastOf(session, partner, "alert.%");
        return session.Query<AlertLine>(
            "SELECT a.id, a.number FROM alert_partner p JOIN alert a ON a.number = p.alert_number WHERE p.partner = @partner AND p.state = 'Shared' ORDER BY a.number DESC", new { partner })
            .Select(line => OpenItem.Of(session, partner, told.GetValueOrDefault(line.Id), $"/alerts/{line.Id}", $"{line.Number}")).OfType<OpenItem>();
    }

    private static IEnumerable<OpenItem> Theirs(Session session, string partner) => session.Query<AlertLine>(
        "SELECT a.id, a.number, f.message_id FROM foreign_alert f JOIN alert a ON a.number = f.alert_number WHERE f.partner = @partner AND f.state = 'Shared' ORDER BY a.number DESC", new { partner })
        .Select(line => OpenItem.Of(session, partner, line.MessageId, $"/alerts/{line.Id}", $"{line.Number}")).OfType<OpenItem>();

    // Of a question of ours the last message of its conversation that asked.
    private static IEnumerable<OpenItem> Questions(Session session, string partner)
    {
        var told = MessageFate.LastOf(session, partner, "supplementary.asked%");
        return session.Query<LetterLine>("SELECT number, ours, conversation, message_id FROM question WHERE partner = @partner AND outcome IS NULL ORDER BY number DESC", new { partner })
            .Select(line => OpenItem.Of(session, partner, line.Ours == 1 ? told.GetValueOrDefault(line.Conversation) : line.MessageId, "/correspondence", $"{line.Number}")).OfType<OpenItem>();
    }

    private sealed record AlertLine
    {
        public string Id { get; init; } = "";

        public long Number { get; init; }

        public string? MessageId { get; init; }
    }

    private sealed record LetterLine
    {
        public long Number { get; init; }

        public long Ours { get; init; }

        public string Conversation { get; init; } = "";

        public string? MessageId { get; init; }
    }
}
