using System.Text.Json;
using Entente.Agreements;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>Information that nobody had asked for, as the end that gave it or the end that took it keeps it.</summary>
internal sealed record InformationRow
{
    private const string Columns = "number, id, partner, ours, authority, purpose, matter, reference, asks_outcome, usefulness, outcome, outcome_at, message_id, keep_until, body, told_at, changed";

    public long Number { get; init; }

    public string Id { get; init; } = "";

    public string Partner { get; init; } = "";

    /// <summary>1 where this end gave it.</summary>
    public long Ours { get; init; }

    /// <summary>Which kind of authority of this end gave it, or deals with it.</summary>
    public AuthorityKind Authority { get; init; }

    public UsePurpose Purpose { get; init; }

    public string Matter { get; init; } = "";

    /// <summary>The giver's.</summary>
    public string Reference { get; init; } = "";

    /// <summary>1 where the giver wants to hear what came of it.</summary>
    public long AsksOutcome { get; init; }

    public Usefulness? Usefulness { get; init; }

    public string? Outcome { get; init; }

    public DateTimeOffset? OutcomeAt { get; init; }

    public string MessageId { get; init; } = "";

    /// <summary>The last day on which the receiver keeps it.</summary>
    public DateOnly KeepUntil { get; init; }

    /// <summary>What was told, as JSON; <see langword="null"/> once it was put away.</summary>
    public string? Body { get; init; }

    public DateTimeOffset ToldAt { get; init; }

    /// <summary>The record of the last change.</summary>
    public long Changed { get; init; }

    public bool IsOurs => Ours == 1;

    public bool IsOutcomeOwed => AsksOutcome == 1 && OutcomeAt is null;

    public InformationGiven? Read() => Body is null ? null : JsonSerializer.Deserialize(Body, AssistanceJson.Default.InformationGiven);

    /// <summary>It, if it is there and the authority deals with it.</summary>
    public static InformationRow? Find(Session session, long number, AuthorityKind authority) => session.Find<InformationRow>(
        $"SELECT {Columns} FROM assistance_information WHERE number = @number AND authority = @authority", new { number, authority = authority.ToString() });

    /// <summary>What has that id between this node and a partner.</summary>
    public static InformationRow? Find(Session session, string partner, RequestId id) => session.Find<InformationRow>(
        $"SELECT {Columns} FROM assistance_information WHERE partner = @partner AND id = @id", new { partner, id = $"{id}" });

    /// <summary>The latest that others than one partner gave, and that are still kept.</summary>
    public static List<InformationRow> Latest(Session session, AuthorityKind authority, string but, int most) => session.Query<InformationRow>(
        $"SELECT {Columns} FROM assistance_information WHERE partner <> @but AND authority = @authority AND ours = 0 AND body IS NOT NULL ORDER BY changed DESC LIMIT @most",
        new { but, authority = authority.ToString(), most });

    public static long Next(Session session) => session.Next("SELECT MAX(number) FROM assistance_information");

    public void Insert(Session session) => session.Execute(
        $"""
        INSERT INTO assistance_information ({Columns})
        VALUES (@Number, @Id, @Partner, @Ours, @authority, @purpose, @Matter, @Reference, @AsksOutcome, NULL, NULL, NULL, @MessageId, @KeepUntil, @Body, @ToldAt, @Changed)
        """,
        new
        {
            Number,
            Id,
            Partner,
            Ours,
            authority = Authority.ToString(),
            purpose = Purpose.ToString(),
            Matter,
            Reference,
            AsksOutcome,
            MessageId,
            KeepUntil,
            Body,
            ToldAt,
            Changed,
        });

    /// <summary>What came of it.</summary>
    public InformationRow WithOutcome(Session session, Usefulness usefulness, string outcome, long record)
    {
        session.Execute(
            "UPDATE assistance_information SET usefulness = @usefulness, outcome = @outcome, outcome_at = @Now, changed = @record WHERE number = @Number",
            new { usefulness = usefulness.ToString(), outcome, session.Now, record, Number });
        return this with { Usefulness = usefulness, Outcome = outcome, OutcomeAt = session.Now, Changed = record };
    }
}
