using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation.Delivery;

/// <summary>The traffic with partners, both ways, newest first. What was shown is on record.</summary>
internal sealed class ListMessages(Database database, MessageRows rows, TimeProvider clock)
{
    private const int PageSize = 50;

    /// <summary>Which messages of all; they are few words in the address.</summary>
    public enum Group { Open = 1, Done, Refused }

    public sealed record Filter
    {
        public Direction? Direction { get; init; }

        public Group? State { get; init; }

        public string? Partner { get; init; }

        public string? Action { get; init; }

        public string? Conversation { get; init; }

        /// <summary>One message id, wherever it came from.</summary>
        public string? Message { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }
    }

    public async Task<MessagePage> RunAsync(Actor actor, Filter filter, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var page = await database.ReadAsync(session => ReadAsync(session, filter, now), cancellation);
        await Reading.RecordAsync(
            database, actor, DeliveryActs.Listed, "message", null, page.Messages.Select(line => line.Id),
            $"direction={filter.Direction}, state={filter.State}, partner={filter.Partner}, action={filter.Action}, conversation={filter.Conversation}, message={filter.Message}, newer={filter.Newer}, older={filter.Older}");
        return page;
    }

    public static async Task<JsonHttpResult<MessagePage>> GetAsync([AsParameters] Filter filter, Actor actor, ListMessages list, CancellationToken cancellation) =>
        TypedResults.Json(await list.RunAsync(actor, filter, cancellation), MessagesJson.Default.MessagePage);

    private async Task<MessagePage> ReadAsync(Session session, Filter filter, DateTimeOffset now)
    {
        var newer = Place.Parse(filter.Newer);
        var place = newer ?? Place.Parse(filter.Older);
        var lines = new List<MessageLine>();
        if (filter.Direction != Direction.In)
        {
            lines.AddRange((await session.QueryAsync<OutboxRow>(Sent(filter, place, newer is not null))).Select(row => rows.Line(row, now)));
        }

        if (filter.Direction != Direction.Out && filter.State != Group.Open)
        {
            lines.AddRange((await session.QueryAsync<InboxRow>(Came(filter, place, newer is not null))).Select(MessageRows.Line));
        }

        // The same order as the key: by time, and of one instant what we sent before what came.
        var ordered = lines.OrderByDescending(line => line.At).ThenBy(line => line.Direction).ThenByDescending(line => line.Seq).ToList();
        var more = ordered.Count > PageSize;
        var page = newer is null ? ordered.Take(PageSize).ToList() : ordered.TakeLast(PageSize).ToList();
        var (hasNewer, hasOlder) = newer is null ? (place is not null, more) : (more, true);
        return new(
            page,
            hasNewer && page.Count > 0 ? Place.Of(page[0]).ToString() : null,
            hasOlder && page.Count > 0 ? Place.Of(page[^1]).ToString() : null)
        {
            Changed = await MessageStream.PositionAsync(session),
            Troubles = await session.QueryAsync<TroubleLine>(
                "SELECT partner, message_id, action, first_at, last_at, times, detail FROM inbox_trouble ORDER BY last_at DESC LIMIT 20"),
        };
    }

    private static Statement Sent(Filter filter, Place? place, bool newer)
    {
        var statement = new Statement("SELECT * FROM outbox WHERE 1 = 1")
            .AddWhen(filter.Partner, "AND partner = @partner", "partner")
            .AddWhen(filter.Action, "AND action = @action", "action")
            .AddWhen(filter.Conversation, "AND conversation = @conversation", "conversation")
            .AddWhen(filter.Message, "AND message_id = @message", "message");
        statement = filter.State switch
        {
            Group.Open => statement.Add("AND state IN ('Ready', 'Waiting')"),
            Group.Done => statement.Add("AND state = 'Delivered'"),
            Group.Refused => statement.Add("AND (state = 'Refused' OR effect = 'Refused')"),
            _ => statement,
        };

        // Of one instant, what we sent stands before what came: a key of the inbox lies behind all of them.
        if (place is not null)
        {
            statement.With("at", place.At).With("seq", place.Direction == Direction.Out ? place.Seq : newer ? 0 : long.MaxValue);
            statement = place.Direction == Direction.In && !newer ? statement.Add("AND queued_at < @at")
                : newer ? statement.Add("AND queued_at >= @at AND (queued_at > @at OR seq > @seq)")
                : statement.Add("AND queued_at <= @at AND (queued_at < @at OR seq < @seq)");
        }

        return newer ? statement.Add("ORDER BY queued_at, seq LIMIT 51") : statement.Add("ORDER BY queued_at DESC, seq DESC LIMIT 51");
    }

    private static Statement Came(Filter filter, Place? place, bool newer)
    {
        var statement = new Statement("SELECT * FROM inbox WHERE 1 = 1")
            .AddWhen(filter.Partner, "AND partner = @partner", "partner")
            .AddWhen(filter.Action, "AND action = @action", "action")
            .AddWhen(filter.Conversation, "AND conversation = @conversation", "conversation")
            .AddWhen(filter.Message, "AND message_id = @message", "message");
        statement = filter.State switch
        {
            Group.Done => statement.Add("AND state <> 'Declined'"),
            Group.Refused => statement.Add("AND state = 'Declined'"),
            _ => statement,
        };
        if (place is not null)
        {
            statement.With("at", place.At).With("seq", place.Direction == Direction.In ? place.Seq : long.MaxValue);
            statement = place.Direction == Direction.Out && newer ? statement.Add("AND received_at > @at")
                : newer ? statement.Add("AND received_at >= @at AND (received_at > @at OR seq > @seq)")
                : statement.Add("AND received_at <= @at AND (received_at < @at OR seq < @seq)");
        }

        return newer ? statement.Add("ORDER BY received_at, seq LIMIT 51") : statement.Add("ORDER BY received_at DESC, seq DESC LIMIT 51");
    }

    /// <summary>Where a page ends: <c>1795331489000000.out-12</c>.</summary>
    private sealed record Place(DateTimeOffset At, Direction Direction, long Seq)
    {
        public static Place Of(MessageLine line) => new(line.At, line.Direction, line.Seq);

        public static Place? Parse(string? text) =>
            text?.Split('.') is [var micros, var key]
            && long.TryParse(micros, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 4_102_444_800_000_000
            && MessageKey.TryParse(key, null, out var message)
                ? new(DateTimeOffset.UnixEpoch.AddTicks(at * 10), message.Direction, message.Seq)
                : null;

        public override string ToString() =>
            $"{((At.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10).ToString(CultureInfo.InvariantCulture)}.{new MessageKey(Direction, Seq)}";
    }
}
