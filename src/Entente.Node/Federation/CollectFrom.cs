using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>Has this node fetch what waits for it at a partner that cannot reach it, or ends that. One officer suffices: nobody is let in by it.</summary>
internal static class CollectFrom
{
    public const int Shortest = 5;
    public const int Longest = 86_400;

    /// <param name="EverySeconds">How long to wait when nothing was there; <see langword="null"/> for never.</param>
    public sealed record Command(int? EverySeconds);

    /// <param name="card">The card in force.</param>
    public static Fault? Decide(PartnerRow? row, CertifiedCard? card, Command command, int? before) =>
        row is null ? new(FaultCode.NotFound, "")
        : command.EverySeconds is < Shortest or > Longest ? new(FaultCode.Malformed, $"Expected {Shortest} to {Longest} seconds, or nothing for never.", "everySeconds")
        : command.EverySeconds is not null && card?.Terms is { TheirChannel: null } ? new(FaultCode.FederationNotAgreed, "The partner's file names no channel that this node may pull from (theirChannel).")
        : command.EverySeconds == before ? new(FaultCode.PartnerUnchanged, "It is so already.")
        : null;

    public static PartnerOutcome Execute(Session session, Actor actor, string party, Command command)
    {
        var row = PartnerRow.Find(session, party);
        var card = row is null ? null : PartnerVersionRow.Of(session, party).First(version => version.Version == row.Version).Read();
        if (Decide(row, card, command, Every(session).GetValueOrDefault(party)) is { } fault)
        {
            return new PartnerOutcome.Refused(fault);
        }

        var record = RecordBook.Append(session, actor, FederationActs.Collecting, "partner", party, JsonDetail.Of(("everySeconds", $"{command.EverySeconds}")));
        session.Execute(
            "INSERT INTO partner_collection (record, partner, every_seconds, changed_by, changed_at) VALUES (@record, @party, @EverySeconds, @Officer, @Now)",
            new { record, party, command.EverySeconds, actor.Officer, session.Now });
        return new PartnerOutcome.Done(party, record);
    }

    /// <summary>How often this node fetches from whom; partners that it does not fetch from have nothing.</summary>
    public static Dictionary<string, int?> Every(Session session) => session.Query<Row>(Newest).ToDictionary(row => row.Partner, row => row.EverySeconds, StringComparer.Ordinal);

    public static async Task<Dictionary<string, int?>> EveryAsync(Session session) =>
        (await session.QueryAsync<Row>(Newest)).ToDictionary(row => row.Partner, row => row.EverySeconds, StringComparer.Ordinal);

    private const string Newest =
        "SELECT partner, every_seconds FROM partner_collection c WHERE record = (SELECT MAX(record) FROM partner_collection l WHERE l.partner = c.partner)";

    private sealed record Row
    {
        public required string Partner { get; init; }

        public int? EverySeconds { get; init; }
    }
}
