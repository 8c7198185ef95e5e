using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>What binds an officer who reads a case: what the partner gave in it was given for something, to some authorities, and until some day.</summary>
internal static class CaseUse
{
    /// <summary>Why an officer may not read what a step of the partner brought; <see langword="null"/>: nothing is in the way.</summary>
    public static Fault? Refuse(Session session, Actor actor, CaseRow row, EntryRow entry) => entry.Ours == 1 || entry.MessageId is null
        ? null
        : GivenUse.RefuseReading(GivenUse.Of(session, row.Partner, entry.MessageId) ?? Standing(session, row), actor, row.Partner, CaseLaw.TodayOf(session));

    /// <summary>
    /// The law of a case, for what a partner says in it that the gate asks nothing about, such as a decision: at the requested side that of the request; at the requesting side that of the last answer, and before there
    /// is one the counterpart of the clause under which this end asked.
    /// </summary>
    public static GivenUse.Law? LawOf(Session session, CaseRow row) => row.Us == Side.Requested
        ? GivenUse.Of(session, row.Partner, LastText(session, row.Number))
        : GivenUse.Of(session, row.Partner, LastAnswer(session, row.Number)) ?? GivenUse.Counterpart(session, row.Partner, LastAsked(session, row.Number), [.. Barred.Read<Protocol.Access.AuthorityKind>(row.Authorities)]);

    /// <summary>Why an officer may not read the request that a partner made: its latest text counts.</summary>
    public static Fault? RefuseText(Session session, Actor actor, CaseRow row, IReadOnlyList<EntryRow> entries) =>
        row.Us == Side.Requested && entries.LastOrDefault(entry => entry is { Ours: 0, Step: CaseStep.Share or CaseStep.Send or CaseStep.Complete }) is { } text ? Refuse(session, actor, row, text) : null;

    /// <summary>Whether a list leaves out what a case is about, which is part of what the partner gave, where the officer may not read that.</summary>
    public static bool KeepsMatter(Session session, Actor actor, string partner, Side us, long number) =>
        us == Side.Requested && LastText(session, number) is { } message && GivenUse.RefuseReading(GivenUse.Of(session, partner, message), actor, partner, CaseLaw.TodayOf(session)) is not null;

    /// <summary>Where nothing in a case came under a law of its own: the message of ours by which the partner was asked, once it has said anything.</summary>
    public static string? LastSaid(Session session, CaseRow row) =>
        session.Scalar<long>("SELECT COUNT(*) FROM assistance_entry WHERE case_number = @Number AND ours = 0", new { row.Number }) > 0 ? LastAsked(session, row.Number) : null;

    // The message with the text that counts.
    private static string? LastText(Session session, long number) => session.Scalar<string?>(
        "SELECT message_id FROM assistance_entry WHERE case_number = @number AND ours = 0 AND step IN ('Share', 'Send', 'Complete') ORDER BY ordinal DESC LIMIT 1", new { number });

    // While the case is open what was said in it is read, however long it takes; when it is over it is erased with its day.
    private static GivenUse.Law? Standing(Session session, CaseRow row) =>
        LawOf(session, row) is not { } law ? null : row.Us == Side.Requested ? law : law with { Obligations = law.Obligations with { LastDay = null } };

    private static string? LastAnswer(Session session, long number) => session.Scalar<string?>(
        "SELECT message_id FROM assistance_entry WHERE case_number = @number AND ours = 0 AND step IN ('Reply', 'ReplyInPart') ORDER BY ordinal DESC LIMIT 1", new { number });

    private static string? LastAsked(Session session, long number) => session.Scalar<string?>(
        "SELECT message_id FROM assistance_entry WHERE case_number = @number AND ours = 1 AND step IN ('Share', 'Send', 'Complete') ORDER BY ordinal DESC LIMIT 1", new { number });

    /// <summary>The same of a document: what came with a request is bound as the request is, and what came with an answer as the answer is that names it.</summary>
    public static Fault? Refuse(Session session, Actor actor, CaseRow row, IReadOnlyList<EntryRow> entries, DocumentRow document) =>
        document.Ours == 1 ? null
        : row.Us == Side.Requested ? RefuseText(session, actor, row, entries)
        : entries.LastOrDefault(entry => entry is { Ours: 0, Body: not null } && entry.Body.Contains(document.Sha256, StringComparison.Ordinal)) is { } answer ? Refuse(session, actor, row, answer)
        : null;

    /// <summary>Puts on record that something was kept back.</summary>
    public static Fault Kept(Session session, Actor actor, CaseRow row, Fault why)
    {
        RecordBook.Append(session, actor, AssistanceActs.Kept, "assistance", $"{row.Number}", JsonDetail.Of(("partner", row.Partner), ("fault", why.Code.Id)));
        return why;
    }
}
