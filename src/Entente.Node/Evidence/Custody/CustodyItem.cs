using System.Globalization;
using Entente.EvidenceFiles;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Node.Evidence.Custody;

/// <summary>What can happen to a thing that is evidence.</summary>
public enum CustodyAct
{
    /// <summary>It came into the hands of this administration.</summary>
    Taken = 1,

    /// <summary>Its holder says that another officer takes it over.</summary>
    Handed,

    /// <summary>That officer says that he has it.</summary>
    Received,
    Copied,

    /// <summary>Given out, to come back.</summary>
    Lent,
    Returned,

    /// <summary>Given back to its owner, or destroyed.</summary>
    Ended,

    /// <summary>Its bytes are here, and match.</summary>
    Filed,

    /// <summary>Its holder says that the partner takes it over.</summary>
    Sent,

    /// <summary>A partner says that this administration takes it over.</summary>
    Arrived,

    /// <summary>The partner says that it has it.</summary>
    Confirmed,

    /// <summary>It is not taken over, here or there.</summary>
    Declined,

    /// <summary>What was lent across the border is on its way back.</summary>
    Restored,
}

/// <summary>Where a thing is.</summary>
public enum CustodyState { Held = 1, OnTheWay, Lent, Ended }

/// <summary>A thing that is evidence, and who holds it.</summary>
internal sealed record CustodyItem
{
    private const string Columns = "number, kind, name, origin, conditions, case_number, sha256, authority_id, holder, awaits, state, changed, partner, owed, given_by, given_in, original, language, translator";

    /// <summary>Why a step is not for that officer, or not as the thing stands.</summary>
    public static readonly Fault NotHis = new(FaultCode.CustodyStep, "That is for whoever holds it, or takes it over; and only as it stands now.");

    public long Number { get; init; }

    public string Kind { get; init; } = "";

    public string Name { get; init; } = "";

    public string Origin { get; init; } = "";

    public string? Conditions { get; init; }

    public string? CaseNumber { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>Of a translation: the SHA-256 of what it translates.</summary>
    public string? Original { get; init; }

    /// <summary>Of a translation: into which language, ISO 639-1.</summary>
    public string? Language { get; init; }

    /// <summary>Of a translation: who translated it.</summary>
    public string? Translator { get; init; }

    public EnclosedTranslation? Translation => Original is { } original ? new(original, Language ?? "", Translator ?? "") : null;

    /// <summary>What a record commits to of what it is.</summary>
    public string Description => EnclosedItem.Describe(Kind, Name, Origin, Conditions, Translation);

    public string AuthorityId { get; init; } = "";

    public string Holder { get; init; } = "";

    /// <summary>The officer who has to confirm that he took it over.</summary>
    public string? Awaits { get; init; }

    public CustodyState State { get; init; }

    /// <summary>The partner with whom it is on its way, or who has it lent.</summary>
    public string? Partner { get; init; }

    /// <summary>The partner to whom it has to go back.</summary>
    public string? Owed { get; init; }

    /// <summary>The partner that gave it.</summary>
    public string? GivenBy { get; init; }

    /// <summary>The message that brought it: its law binds whoever looks.</summary>
    public string? GivenIn { get; init; }

    /// <summary>Whether an officer here is to say that it has come from a partner.</summary>
    public bool IsComing => State == CustodyState.OnTheWay && Partner is not null && Holder == Partner && Awaits is null;

    /// <summary>Whether what it says was taken away, as <see cref="CustodyAcross.Erase"/> does: nothing that is in custody comes from nowhere.</summary>
    public bool IsErased => Origin.Length == 0;

    /// <summary>The record of the last step: a step names the one that its officer saw.</summary>
    public long Changed { get; init; }

    public string Id => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What an officer sees: what the own authority has, what he holds, and what waits for him.</summary>
    public static CustodyItem? Find(Session session, long number, Actor actor) => session.Find<CustodyItem>(
        $"SELECT {Columns} FROM custody_item WHERE number = @number AND (authority_id = @AuthorityId OR holder = @Officer OR awaits = @Officer)", new { number, actor.AuthorityId, actor.Officer });

    public static List<CustodyItem> All(Session session, Actor actor) => session.Query<CustodyItem>(
        $"SELECT {Columns} FROM custody_item WHERE authority_id = @AuthorityId OR holder = @Officer OR awaits = @Officer ORDER BY changed DESC LIMIT 200", new { actor.AuthorityId, actor.Officer });

    /// <summary>Whoever sees it: for what partners say of it, and what the node does by itself.</summary>
    public static CustodyItem? Of(Session session, long number) => session.Find<CustodyItem>($"SELECT {Columns} FROM custody_item WHERE number = @number", new { number });

    /// <summary>What the partner that gave it says of who held it before.</summary>
    public static List<HandedStep> Before(Session session, long number) =>
        [.. session.Query<BeforeRow>("SELECT act, at, record FROM custody_before WHERE item = @number ORDER BY ordinal", new { number }).Select(row => new HandedStep(row.Act, row.At, row.Record))];

    /// <summary>Why the law under which a partner gave it keeps it from an officer; <see langword="null"/>: nothing does.</summary>
    public Fault? Kept(Session session, Actor actor, RefuseReading refuse) => GivenIn is { } message && GivenBy is { } partner ? refuse(session, actor, partner, message) : null;

    /// <summary>The things of a case that an officer sees, as <see cref="Find"/>: another authority's stay its own.</summary>
    public static List<CustodyItem> OfCase(Session session, string caseNumber, Actor actor) => session.Query<CustodyItem>(
        $"SELECT {Columns} FROM custody_item WHERE case_number = @caseNumber AND (authority_id = @AuthorityId OR holder = @Officer OR awaits = @Officer) ORDER BY number",
        new { caseNumber, actor.AuthorityId, actor.Officer });

    public List<CustodyStep> Steps(Session session) =>
        session.Query<CustodyStep>("SELECT ordinal, act, at, holder, officer, note, record FROM custody_step WHERE item = @Number ORDER BY ordinal", new { Number });

    /// <summary>The thing as it stands when that officer has taken it.</summary>
    public CustodyItem TakenBy(Actor actor) => this with { AuthorityId = actor.AuthorityId, Holder = actor.Officer, State = CustodyState.Held };

    /// <summary>Puts a thing on record, with its first step.</summary>
    public CustodyItem Add(Session session, Actor actor, StepSignature? signature = null) => TakenBy(actor).Add(session, actor, CustodyAct.Taken, null, signature);

    /// <summary>The same, as it stands already.</summary>
    public CustodyItem Add(Session session, Actor actor, CustodyAct act, string? messageId, StepSignature? signature = null)
    {
        var added = this with { Number = session.Next("SELECT MAX(number) FROM custody_item") };
        session.Execute(
            """
            INSERT INTO custody_item (number, kind, name, origin, conditions, case_number, sha256, authority_id, holder, state, changed, partner, given_by, given_in, original, language, translator)
            VALUES (@Number, @Kind, @Name, @Origin, @Conditions, @CaseNumber, @Sha256, @AuthorityId, @Holder, @state, 0, @Partner, @GivenBy, @GivenIn, @Original, @Language, @Translator)
            """,
            new
            {
                added.Number, added.Kind, added.Name, added.Origin, added.Conditions, added.CaseNumber, added.Sha256, added.AuthorityId, added.Holder, state = added.State.ToString(), added.Partner,
                added.GivenBy, added.GivenIn, added.Original, added.Language, added.Translator,
            });
        return added.Step(session, actor, act, added, null, messageId, signature);
    }

    /// <summary>Writes a step, with its record, what its officer has signed, and where the thing is after it.</summary>
    public CustodyItem Step(Session session, Actor actor, CustodyAct act, CustodyItem after, string? note, string? messageId = null, StepSignature? signature = null)
    {
        var record = RecordBook.Append(session, actor, CustodyActs.Of(act), CustodyActs.Kind, Id, JsonDetail.Of(("holder", after.Holder), ("awaits", after.Awaits), ("reason", note), ("sha256", after.Sha256), ("partner", after.Partner ?? Partner), ("message", messageId),
            ("description", act is CustodyAct.Taken or CustodyAct.Arrived ? after.Description : null), ("statement", signature?.Digest)));
        var ordinal = session.Scalar<long>("SELECT COALESCE(MAX(ordinal), 0) FROM custody_step WHERE item = @Number", new { Number }) + 1;
        session.Execute(
            "INSERT INTO custody_step (item, ordinal, act, at, holder, officer, note, record) VALUES (@Number, @ordinal, @act, @Now, @Holder, @Officer, @note, @record)",
            new { Number, ordinal, act = act.ToString(), session.Now, after.Holder, actor.Officer, note, record });
        if (signature is not null)
        {
            SignatureRow.Insert(session, record, signature);
        }

        session.Execute(
            "UPDATE custody_item SET holder = @Holder, awaits = @Awaits, state = @state, sha256 = @Sha256, partner = @Partner, owed = @Owed, changed = @record WHERE number = @Number",
            new { after.Holder, after.Awaits, after.Sha256, after.Partner, after.Owed, state = after.State.ToString(), record, Number });
        return after with { Changed = record };
    }

    /// <summary>Where a thing is after a step, or why the step cannot be taken.</summary>
    /// <param name="act">The step.</param>
    /// <param name="officer">Who takes it.</param>
    /// <param name="seen">The last step that he saw.</param>
    /// <param name="to">The officer who takes it over, or to whom it is lent.</param>
    public (CustodyItem? After, Fault? Fault) Decide(CustodyAct act, string officer, long seen, string to) => (act, State) switch
    {
        _ when seen != Changed => (null, new(FaultCode.CustodyStep, "Something has happened to it since you looked; open it again.")),
        _ when Partner is not null => (null, NotHis),
        (CustodyAct.Lent or CustodyAct.Ended, CustodyState.Held) when Owed is not null => (null, new(FaultCode.CustodyStep, $"It is lent by {Owed}, and goes back there.")),
        (CustodyAct.Handed, CustodyState.Held) when officer == Holder && to.Length > 0 && to != officer => (this with { Awaits = to, State = CustodyState.OnTheWay }, null),
        (CustodyAct.Received, CustodyState.OnTheWay) when officer == Awaits => (this with { Holder = officer, Awaits = null, State = CustodyState.Held }, null),
        (CustodyAct.Declined, CustodyState.OnTheWay) when officer == Awaits || officer == Holder => (this with { Awaits = null, State = CustodyState.Held }, null),
        (CustodyAct.Copied, CustodyState.Held) when officer == Holder => (this, null),
        (CustodyAct.Lent, CustodyState.Held) when officer == Holder && to.Length > 0 => (this with { Holder = to, Awaits = officer, State = CustodyState.Lent }, null),
        (CustodyAct.Returned, CustodyState.Lent) when officer == Awaits => (this with { Holder = officer, Awaits = null, State = CustodyState.Held }, null),
        (CustodyAct.Ended, CustodyState.Held) when officer == Holder => (this with { State = CustodyState.Ended }, null),
        _ => (null, NotHis),
    };

    /// <summary>The same of steps that cross to a partner, or come from one.</summary>
    /// <param name="act">The step.</param>
    /// <param name="officer">Who takes it here, or the partner itself.</param>
    /// <param name="partner">The partner.</param>
    /// <param name="giving">Whether the thing comes back.</param>
    public (CustodyItem? After, Fault? Fault) DecideAcross(CustodyAct act, string officer, string partner, Giving giving)
    {
        // On its way there, and nobody there has it yet.
        var goes = State == CustodyState.OnTheWay && Partner == partner && Holder != partner;
        CustodyItem? after = act switch
        {
            CustodyAct.Sent when State == CustodyState.Held && officer == Holder && Partner is null && Owed is null => this with { Partner = partner, State = CustodyState.OnTheWay },
            CustodyAct.Confirmed when goes && Owed == partner => this with { Holder = partner, Partner = null, Owed = null, State = CustodyState.Ended },
            CustodyAct.Confirmed when goes && giving == Giving.Copy => this with { Partner = null, State = CustodyState.Held },
            CustodyAct.Confirmed when goes && giving == Giving.Lent => this with { Awaits = Holder, Holder = partner, State = CustodyState.Lent },
            CustodyAct.Confirmed when goes => this with { Holder = partner, Partner = null, State = CustodyState.Ended },
            CustodyAct.Declined when goes && Owed is null => this with { Partner = null, State = CustodyState.Held },
            CustodyAct.Declined when IsComing && Partner == partner => this with { Partner = null, State = CustodyState.Ended },
            CustodyAct.Received when IsComing && Partner == partner => this with { Holder = officer, Partner = null, Owed = giving == Giving.Lent ? partner : null, State = CustodyState.Held },
            CustodyAct.Restored when State == CustodyState.Held && officer == Holder && Owed == partner => this with { Partner = partner, State = CustodyState.OnTheWay },
            CustodyAct.Restored when State == CustodyState.Lent && Partner == partner => this with { State = CustodyState.OnTheWay },
            CustodyAct.Returned when State == CustodyState.OnTheWay && Partner == partner && officer == Awaits => this with { Holder = officer, Awaits = null, Partner = null, State = CustodyState.Held },
            _ => null,
        };
        return after is null ? (null, NotHis) : (after, null);
    }

    /// <summary>What an officer can do with it now.</summary>
    public IReadOnlyList<CustodyAct> StepsFor(string officer) =>
        [.. Enum.GetValues<CustodyAct>().Where(act => Decide(act, officer, Changed, act == CustodyAct.Handed ? "somebody" : act == CustodyAct.Lent ? "somebody" : "").After is not null)];
}

/// <summary>A line of the history that it had before it came.</summary>
internal sealed record BeforeRow
{
    public string Act { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public long Record { get; init; }
}

/// <summary>A line of the history of a thing.</summary>
internal sealed record CustodyStep
{
    public long Ordinal { get; init; }

    public CustodyAct Act { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Who holds it from then on.</summary>
    public string Holder { get; init; } = "";

    public string Officer { get; init; } = "";

    public string? Note { get; init; }

    public long Record { get; init; }
}
