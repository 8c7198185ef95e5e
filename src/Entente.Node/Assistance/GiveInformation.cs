using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Gives a partner information that nobody had asked for, under the clause that the gate finds for it.</summary>
internal static class GiveInformation
{
    private const int LongestReference = 100;

    public sealed record Command
    {
        /// <summary>Who is told, by party id.</summary>
        public required string Partner { get; init; }

        /// <summary>The own reference.</summary>
        public required string Reference { get; init; }

        /// <summary>Which kind of authority is told.</summary>
        public required AuthorityKind Addressed { get; init; }

        /// <summary>What it may be used for: a word of the vocabulary.</summary>
        public required string Purpose { get; init; }

        public required string Matter { get; init; }

        public required string Facts { get; init; }

        public IReadOnlyList<DeclarationInQuestion> Declarations { get; init; } = [];

        public IReadOnlyList<AlertContent> Subjects { get; init; } = [];

        /// <summary>Fields that stand in the facts and the documents.</summary>
        public IReadOnlyList<GivenFields> Given { get; init; } = [];

        public IReadOnlyList<HandedDocument> Documents { get; init; } = [];

        public IReadOnlyList<AttestedCondition> Attested { get; init; } = [];

        public bool Unverified { get; init; }

        /// <summary>Whether the own side wants to hear what came of it.</summary>
        public bool AsksOutcome { get; init; }

        public Marks? Marks { get; init; }

        /// <summary>What it is taken from, where another partner gave that: the addresses of its pages here.</summary>
        public IReadOnlyList<string> ComesFrom { get; init; } = [];
    }

    /// <summary>What the gate says to it, as it would be sent.</summary>
    /// <param name="Verdict"><see langword="null"/> where it cannot even be asked.</param>
    /// <param name="Fault">Why it would not go; <see langword="null"/>: nothing is in the way.</param>
    /// <param name="Provided">What others gave of it.</param>
    public sealed record Weighed(InformationGiven Told, Verdict? Verdict, Fault? Fault, IReadOnlyList<Provided> Provided);

    /// <summary>Asks the gate, and sends nothing.</summary>
    /// <param name="withDocuments">Whether documents will come along that are not handed in yet.</param>
    public static Weighed Weigh(Session session, AssistancePost post, CaseLaw law, Actor actor, Approval approval, Command command, bool withDocuments)
    {
        var told = Draft(session, post, actor, approval, command);
        if (withDocuments)
        {
            told = told with { Attachments = [new("-", "application/octet-stream", 1, new('0', 64))] };
        }

        var (came, unknown) = post.CameFrom(session, actor, command.ComesFrom);
        var (verdict, fault) = (Unfit(post, command) ?? unknown) is { } unfit ? (null, unfit) : law.OfInformation(session, actor, command.Partner, told, came);
        if (verdict is Verdict.Permitted { Clause: var clause })
        {
            fault ??= MessageKind.InformationGiven.Check(told with { Basis = new(clause.Agreement.Id, clause.Agreement.Version, clause.Article.Number) });
        }

        return new(told with { Attachments = [] }, verdict, fault, Provenance.Read(session, command.Partner, came));
    }

    public static (InformationRow? Given, Fault? Fault) Execute(Session session, AssistancePost post, CaseLaw law, Actor actor, Approval approval, Command command)
    {
        var (given, fault) = Give(session, post, law, actor, approval, command);
        if (given is null)
        {
            RecordBook.Append(session, actor, InformationActs.Refused, "information", null, JsonDetail.Of(("partner", command.Partner), ("fault", fault!.Code.Id)));
        }

        return (given, fault);
    }

    private static (InformationRow? Given, Fault? Fault) Give(Session session, AssistancePost post, CaseLaw law, Actor actor, Approval approval, Command command)
    {
        var (came, unknown) = post.CameFrom(session, actor, command.ComesFrom);
        if ((Unfit(post, command) ?? unknown) is { } unfit)
        {
            return (null, unfit);
        }

        var told = Draft(session, post, actor, approval, command);
        var (verdict, refused) = law.OfInformation(session, actor, command.Partner, told, came);
        if (verdict is not Verdict.Permitted { Clause: var clause })
        {
            return (null, refused);
        }

        told = told with { Basis = new(clause.Agreement.Id, clause.Agreement.Version, clause.Article.Number) };
        var (posted, why) = post.Send(session, actor, new Address(command.Partner, $"{told.RequestId}"), MessageKind.InformationGiven, told, [.. command.Documents.Select(document => document.Attachment)], came, command.Marks);
        if (posted is null)
        {
            return (null, why);
        }

        var number = InformationRow.Next(session);
        var row = new InformationRow
        {
            Number = number,
            Id = $"{told.RequestId}",
            Partner = command.Partner,
            Ours = 1,
            Authority = actor.Authority,
            Purpose = Words.TryParse<UsePurpose>(told.Purpose, out var purpose) ? purpose : throw new System.Diagnostics.UnreachableException(),
            Matter = told.Matter,
            Reference = command.Reference,
            AsksOutcome = told.AsksOutcome ? 1 : 0,
            MessageId = posted.MessageId,
            KeepUntil = told.Conditions.KeepUntil,
            Body = posted.Body,
            ToldAt = session.Now,
            Changed = RecordBook.Append(session, actor, InformationActs.Given, "information", $"{number}", JsonDetail.Of(
                ("partner", command.Partner), ("message", posted.MessageId), ("clause", $"{clause.Name}"))),
        };
        row.Insert(session);
        return (row, null);
    }

    private static Fault? Unfit(AssistancePost post, Command command) =>
        !post.Knows(command.Partner) ? new(FaultCode.FederationPartnerUnknown, $"'{command.Partner}' is no partner of this node.", "$.partner")
        : string.IsNullOrWhiteSpace(command.Reference) || command.Reference.Length > LongestReference ? new(FaultCode.AssistanceIncomplete, $"A case has a reference of at most {LongestReference} characters.", "$.reference")
        : Marks.Or(command.Marks).Unfit([]);

    /// <summary>What would be told, without the article that permits it.</summary>
    private static InformationGiven Draft(Session session, AssistancePost post, Actor actor, Approval approval, Command command) => new()
    {
        Conditions = Marks.Or(command.Marks).On(AssistancePost.ConditionsOf(session, command.Reference, command.Addressed), []),
        RequestId = RequestId.New(session.Now),
        Basis = new("", 0, ""),
        Purpose = command.Purpose,
        Matter = command.Matter,
        Facts = command.Facts,
        Office = post.OfficeOf(actor, command.Reference),
        Declarations = command.Declarations,
        Subjects = command.Subjects,
        Given = command.Given,
        Attachments = [.. command.Documents.Select(document => document.Enclosed)],
        Unverified = command.Unverified,
        Approval = Words.Of(approval),
        Attested = command.Attested,
        AsksOutcome = command.AsksOutcome,
        Evaluation = command.Marks?.Evaluation,
    };

    public static async Task<Results<JsonHttpResult<InformationLine>, ProblemHttpResult>> PostAsync(HttpContext http, Database database, AssistancePost post, CaseLaw law, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.GiveInformationCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var (actor, approval) = (http.Actor, TakeStep.ApprovalOf(http.User.Roles));
        var (row, fault) = await database.WriteAsync(session => Execute(session, post, law, actor, approval, command), cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(InformationLine.Of(row), AssistanceJson.Default.InformationLine, statusCode: StatusCodes.Status201Created);
    }
}
