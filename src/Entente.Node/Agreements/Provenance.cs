using System.Security.Cryptography;
using Entente.Agreements;
using Entente.Node.Federation;
using Entente.Node.Platform;

namespace Entente.Node.Agreements;

/// <summary>Something in a message of ours that another partner gave.</summary>
/// <param name="With">The message with which it came.</param>
/// <param name="Origin">As the gate asks about it.</param>
internal sealed record Provided(CameWith With, Origin Origin);

/// <summary>What in a message of ours others gave, and under which law: it goes on only as far as each of them lets it.</summary>
internal static class Provenance
{
    /// <summary>The digests of what a message brings along.</summary>
    public static IReadOnlyList<string> DigestsOf(IReadOnlyList<Attachment> attachments, Contents contents) =>
        [.. attachments.Select(attachment => Convert.ToHexStringLower(SHA256.HashData(attachment.Content.Span))).Concat(contents.Documents).Distinct(StringComparer.Ordinal)];

    /// <summary>What others than the receiver gave of it: what its officer named, what its documents show, and of one that goes anew what was known before.</summary>
    public static IReadOnlyList<Provided> Of(Session session, Outgoing message, IEnumerable<string> digests)
    {
        var before = message.ResendOf is { } refused && VerdictRow.Find(session, message.Partner, refused) is { } row ? AskedQuestion.ReadAsked(row.Question)?.Origins ?? [] : [];
        return Read(session, message.Partner, [.. message.Origins, .. before, .. digests.SelectMany(sha256 => GiversOf(session, sha256))]);
    }

    /// <summary>The same as it stands now. A consent that came with one message of a provider holds for what it gave with the others.</summary>
    public static IReadOnlyList<Provided> Read(Session session, string to, IEnumerable<CameWith> came)
    {
        List<Provided> provided = [.. came.Distinct().Where(one => one.Partner != to).Select(one => OriginOf(session, one) is { } origin ? new Provided(one, origin) : null).OfType<Provided>()];
        var consents = provided.ToLookup(one => one.With.Partner, one => one.Origin.Consents);
        return [.. provided.Select(one => one with { Origin = one.Origin with { Consents = [.. consents[one.With.Partner].SelectMany(those => those)] } })];
    }

    /// <summary>To whom the receiver may pass a message on; of one that goes anew what was said before.</summary>
    public static IReadOnlyList<PassingConsent> ConsentsOf(Session session, Outgoing message) =>
        message.ResendOf is { } refused && VerdictRow.Find(session, message.Partner, refused)?.Binding?.Consents is { } before ? before : message.Consents;

    /// <summary>The verdict on a message with all that others gave of it: refused where the law of one of them keeps it back, and else with what each obliges to.</summary>
    /// <returns>The verdict, and the question that it answers.</returns>
    public static (Verdict Verdict, Question Question) Decide(Question question, IReadOnlyList<Provided> provided, Func<Question, Verdict> ask)
    {
        Verdict.Permitted? all = null;
        foreach (var asked in provided.Count == 0 ? [question] : provided.Select(one => question with { Origin = one.Origin }))
        {
            if (ask(asked) is var verdict && verdict is not Verdict.Permitted permitted)
            {
                return (verdict, asked);
            }
            else
            {
                var one = (Verdict.Permitted)verdict;
                all = all is null ? one : all with { Obligations = Narrower(all.Obligations, one.Obligations) };
            }
        }

        return (all!, question);
    }

    /// <summary>Keeps which documents a message brought along.</summary>
    /// <param name="direction"><c>Out</c> or <c>In</c>.</param>
    public static void Keep(Session session, string direction, string partner, string messageId, IReadOnlyList<string> digests)
    {
        foreach (var sha256 in digests)
        {
            session.Execute(
                "INSERT INTO exchanged_document (number, direction, partner, message_id, sha256) VALUES (@number, @direction, @partner, @messageId, @sha256)",
                new { number = session.Next("SELECT MAX(number) FROM exchanged_document"), direction, partner, messageId, sha256 });
        }
    }

    // What this end had given to somebody before it came is its own, or was found lawful to give then. Who gives a document once more says anew what binds.
    private static List<CameWith> GiversOf(Session session, string sha256) =>
    [
        .. session.Query<DocumentGiver>(
            """
            SELECT i.partner, i.message_id FROM exchanged_document i WHERE i.sha256 = @sha256 AND i.direction = 'In'
                AND NOT EXISTS (SELECT 1 FROM exchanged_document o WHERE o.sha256 = i.sha256 AND o.direction = 'Out' AND o.number < i.number)
            ORDER BY i.number
            """,
            new { sha256 }).GroupBy(row => row.Partner).Select(given => new CameWith(given.Key, given.Last().MessageId)),
    ];

    private static Origin? OriginOf(Session session, CameWith with) =>
        VerdictRow.Find(session, with.Partner, with.MessageId) is { Permitted: true, Binding: { } binding } row && ClauseRef.TryParse(row.Clause, out var clause)
            ? new(with.Partner, clause, binding.ToObligations()) { Consents = row.Direction == "In" ? [.. (binding.Consents ?? []).Select(consent => new OnwardConsent(consent.To, consent.Until))] : [] }
            : null;

    private static Obligations Narrower(Obligations one, Obligations other) => one with
    {
        Handling = other.Handling > one.Handling ? other.Handling : one.Handling,
        Actions = one.Actions.And(other.Actions),
        Onward = OnwardRule.Narrower(one.Onward, other.Onward),
        LastDay = one.LastDay is { } day && !(other.LastDay < day) ? day : other.LastDay,
        NotDecidingFactor = one.NotDecidingFactor || other.NotDecidingFactor,
    };

    private sealed record DocumentGiver
    {
        public string Partner { get; init; } = "";

        public string MessageId { get; init; } = "";
    }
}
