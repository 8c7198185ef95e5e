using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>The regular exchange of a data set, as the store has it.</summary>
internal sealed record SubscriptionRow
{
    public const string Columns =
        "number, id, partner, we_proposed, we_give, state, version, authority, instrument, approval, reference, name, data_set, source, delivered, delivered_until, opened_at, changed";

    public long Number { get; init; }

    public string Id { get; init; } = "";

    public string Partner { get; init; } = "";

    public long WeProposed { get; init; }

    public long WeGive { get; init; }

    public SubscriptionState State { get; init; } = SubscriptionState.None;

    /// <summary>Rises with each step and each delivery: a step names the one that its officer saw.</summary>
    public long Version { get; init; }

    /// <summary>Which kind of authority deals with it, at both ends.</summary>
    public AuthorityKind Authority { get; init; }

    /// <summary>The instrument of the agreement that the set rests on.</summary>
    public Instrument Instrument { get; init; }

    /// <summary>The approval with which this end proposed or agreed; of the giver it is that of every delivery.</summary>
    public Approval Approval { get; init; }

    public string Reference { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The set, as JSON.</summary>
    public string DataSet { get; init; } = "";

    /// <summary>Of which own declarations this end makes its deliveries, as JSON; <see langword="null"/>: an officer hands the records in.</summary>
    public string? Source { get; init; }

    public long Delivered { get; init; }

    public DateOnly? DeliveredUntil { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The record of the last change.</summary>
    public long Changed { get; init; }

    public bool IsGiver => WeGive == 1;

    public DataSet Set => JsonSerializer.Deserialize(DataSet, AssistanceJson.Default.DataSet)!;

    public DeclarationSource? Declarations => Source is null ? null : JsonSerializer.Deserialize(Source, AssistanceJson.Default.DeclarationSource);

    /// <summary>It, as the rules of the exchange see it.</summary>
    public Subscription Read() => new(WeProposed == 1, IsGiver, SubscribedSet.TryRead(Set, out var set, out var fault) ? set : throw new InvalidDataException($"Subscription {Number}: {fault.Detail}"))
    {
        State = State,
        Delivered = Delivered,
        DeliveredUntil = DeliveredUntil,
    };

    public SubscriptionRow With(Subscription after) => this with { State = after.State, Delivered = after.Delivered, DeliveredUntil = after.DeliveredUntil, Version = Version + 1 };

    public static SubscriptionRow? Find(Session session, long number, AuthorityKind authority) => session.Find<SubscriptionRow>(
        $"SELECT {Columns} FROM assistance_subscription WHERE number = @number AND authority = @authority", new { number, authority = authority.ToString() });

    public static SubscriptionRow? Find(Session session, string partner, SubscriptionId id) => session.Find<SubscriptionRow>(
        $"SELECT {Columns} FROM assistance_subscription WHERE partner = @partner AND id = @id", new { partner, id = $"{id}" });

    /// <summary>Writes it after a step, with the entry and the record of the step.</summary>
    public SubscriptionRow Save(Session session, Actor actor, SubscriptionStep step, bool ours, string messageId, string? reason)
    {
        var isNew = Number == 0;
        var number = isNew ? session.Next("SELECT MAX(number) FROM assistance_subscription") : Number;
        var record = RecordBook.Append(session, actor, ours ? SubscriptionActs.Stepped : SubscriptionActs.Arrived, "subscription", $"{number}", JsonDetail.Of(
            ("step", Words.Of(step)), ("state", Words.Of(State)), ("partner", Partner), ("message", messageId)));
        var saved = this with { Number = number, Changed = record };
        if (isNew)
        {
            session.Execute(
                $"""
                INSERT INTO assistance_subscription ({Columns})
                VALUES (@Number, @Id, @Partner, @WeProposed, @WeGive, @state, @Version, @authority, @instrument, @approval, @Reference, @Name, @DataSet, @Source, @Delivered, @DeliveredUntil, @OpenedAt, @Changed)
                """,
                saved.Values);
        }
        else
        {
            session.Execute(
                """
                UPDATE assistance_subscription SET we_proposed = @WeProposed, we_give = @WeGive, state = @state, version = @Version, instrument = @instrument, approval = @approval, reference = @Reference,
                    name = @Name, data_set = @DataSet, source = @Source, delivered = @Delivered, delivered_until = @DeliveredUntil, changed = @Changed
                WHERE number = @Number
                """,
                saved.Values);
        }

        if (step != SubscriptionStep.Deliver)
        {
            var ordinal = (session.Scalar<long?>("SELECT MAX(ordinal) FROM assistance_subscription_entry WHERE subscription = @number", new { number }) ?? 0) + 1;
            session.Execute(
                "INSERT INTO assistance_subscription_entry (subscription, ordinal, step, ours, at, reason, message_id, record) VALUES (@number, @ordinal, @step, @ours, @Now, @reason, @messageId, @record)",
                new { number, ordinal, step = step.ToString(), ours = ours ? 1L : 0L, session.Now, reason, messageId, record });
        }

        return saved;
    }

    private object Values => new
    {
        Number,
        Id,
        Partner,
        WeProposed,
        WeGive,
        state = State.ToString(),
        Version,
        authority = Authority.ToString(),
        instrument = Instrument.ToString(),
        approval = Approval.ToString(),
        Reference,
        Name,
        DataSet,
        Source,
        Delivered,
        DeliveredUntil,
        OpenedAt,
        Changed,
    };
}

/// <summary>One delivery, as the store has it.</summary>
internal sealed record DeliveryRow
{
    public const string Columns = "subscription, ordinal, ours, period_from, period_until, given, records, sha256, message_id, at";

    public long Subscription { get; init; }

    public long Ordinal { get; init; }

    public long Ours { get; init; }

    public DateOnly PeriodFrom { get; init; }

    public DateOnly PeriodUntil { get; init; }

    /// <summary>The fields that are filled, as words between spaces.</summary>
    public string Given { get; init; } = "";

    public long Records { get; init; }

    public string? Sha256 { get; init; }

    public string MessageId { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public void Insert(Session session) => session.Execute(
        $"INSERT INTO assistance_delivery ({Columns}) VALUES (@Subscription, @Ordinal, @Ours, @PeriodFrom, @PeriodUntil, @Given, @Records, @Sha256, @MessageId, @At)", this);
}
