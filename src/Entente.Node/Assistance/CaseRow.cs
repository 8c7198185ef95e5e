using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>A case as the store has it.</summary>
internal sealed record CaseRow
{
    public const string Columns = "number, id, partner, us, state, told, version, changed, authorities, instrument, assistance, matter, reference, their_reference, revision, asked, assured, said, answers, urgent, opened_at, due_at, follows, spoken, keep_until, untaken";

    /// <summary>The states in which it is for the requested side to do something, as SQL.</summary>
    public const string AtUs = "('Received', 'Acknowledged', 'Admissible', 'ConditionsDisputed', 'Postponed', 'Accepted', 'Executed')";

    public long Number { get; init; }

    public string Id { get; init; } = "";

    public string Partner { get; init; } = "";

    public Side Us { get; init; }

    public CaseState State { get; init; }

    public CaseState Told { get; init; }

    /// <summary>Rises with each step: a step names the one that its officer saw.</summary>
    public long Version { get; init; }

    /// <summary>The record of the last change.</summary>
    public long Changed { get; init; }

    public string Authorities { get; init; } = "";

    public Instrument Instrument { get; init; }

    public AssistanceType Assistance { get; init; }

    public string Matter { get; init; } = "";

    public string Reference { get; init; } = "";

    public string? TheirReference { get; init; }

    public long Revision { get; init; }

    public string Asked { get; init; } = "";

    public string Assured { get; init; } = "";

    /// <summary>How often the requested side has said something of it.</summary>
    public long Said { get; init; }

    /// <summary>How many answers there are.</summary>
    public long Answers { get; init; }

    public long Urgent { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the next thing is due; <see langword="null"/>: nothing is.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The id of the case before.</summary>
    public string? Follows { get; init; }

    /// <summary>The reference under which it was asked by word of mouth.</summary>
    public string? Spoken { get; init; }

    /// <summary>The last day on which this end keeps what the partner gave in it; <see langword="null"/>: it gave nothing, or that is erased.</summary>
    public DateOnly? KeepUntil { get; init; }

    /// <summary>The step that the partner did not take, so that the case stands where it stood before; <see langword="null"/> once it has gone on.</summary>
    public long? Untaken { get; init; }

    public RequestId RequestId => RequestId.Parse(Id);

    public bool IsUrgent => Urgent == 1;

    /// <param name="approval">That the clause asks for.</param>
    /// <param name="grounds">That the agreement knows.</param>
    /// <param name="entries">What happened in it.</param>
    /// <param name="against">Why this end may promise nothing.</param>
    public CaseFile File(Approval approval, WordSet<RefusalGround> grounds, IEnumerable<EntryRow> entries, Protocol.Faults.Fault? against = null)
    {
        var (costAsked, costAgreed) = CaseCosts.Of(entries);
        return new()
        {
            Id = RequestId,
            Us = Us,
            State = State,
            Told = Told,
            Authorities = Barred.Read<AuthorityKind>(Authorities),
            Approval = approval,
            Grounds = grounds,
            AgainstPromises = against,
            Revision = Revision,
            Asked = Barred.Read<Condition>(Asked),
            Assured = Barred.Read<Condition>(Assured),
            CostAsked = costAsked,
            CostAgreed = costAgreed,
        };
    }

    public CaseRow With(CaseFile file) => this with
    {
        State = file.State, Told = file.Told, Revision = file.Revision, Asked = Barred.Write(file.Asked), Assured = Barred.Write(file.Assured), Version = Version + 1,
    };

    /// <summary>The case, if it is there and the authority deals with it.</summary>
    public static CaseRow? Find(Session session, long number, AuthorityKind authority) => session.Find<CaseRow>(
        $"SELECT {Columns} FROM assistance_case WHERE number = @number AND authorities LIKE @like", new { number, like = Barred.Pattern(authority) });

    /// <summary>The one case of that reference that the authority deals with; <see langword="null"/> where there is none, or more than one.</summary>
    public static CaseRow? Find(Session session, string reference, AuthorityKind authority) =>
        session.Query<CaseRow>($"SELECT {Columns} FROM assistance_case WHERE UPPER(reference) = UPPER(@reference) AND authorities LIKE @like LIMIT 2", new { reference, like = Barred.Pattern(authority) }) is [var only] ? only : null;

    /// <summary>The case of that number with a partner, whoever deals with it.</summary>
    public static CaseRow? Find(Session session, string partner, long number) => session.Find<CaseRow>(
        $"SELECT {Columns} FROM assistance_case WHERE partner = @partner AND number = @number", new { partner, number });

    /// <summary>The case of that id with a partner, whoever deals with it.</summary>
    public static CaseRow? Find(Session session, string partner, RequestId id) => session.Find<CaseRow>(
        $"SELECT {Columns} FROM assistance_case WHERE partner = @partner AND id = @id", new { partner, id = $"{id}" });
}

/// <summary>Words in one column, each between two bars, so that one is found without being part of another.</summary>
internal static class Barred
{
    public static string Write<T>(WordSet<T> words)
        where T : struct, Enum => string.Concat(words.Select(word => $"|{Words.Of(word)}|"));

    public static WordSet<T> Read<T>(string text)
        where T : struct, Enum =>
        [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(word => Words.TryParse<T>(word, out var read) ? read : throw new InvalidDataException($"'{word}' is no {typeof(T).Name}."))];

    public static string Pattern<T>(T word)
        where T : struct, Enum => $"%|{Words.Of(word)}|%";
}
