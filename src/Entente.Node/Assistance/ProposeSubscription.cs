using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Proposes a data set for regular exchange: what this end would give, or would like to be given.</summary>
internal static class ProposeSubscription
{
    private const int LongestReference = 100;

    /// <summary>A set as an officer writes it: the gate finds the article on which it rests.</summary>
    /// <param name="Instrument">Under which kind of instrument.</param>
    /// <param name="Giver">Who gives, seen from here.</param>
    public sealed record ProposedSet(
        string Name, string Instrument, AutomaticExchange Exchange, DataGiver Giver, string Purpose, IReadOnlyList<GivenFields> Data, string Selection, int EveryDays, DateOnly From, DateOnly Until);

    /// <param name="Partner">With whom, by party id.</param>
    /// <param name="Reference">The own reference.</param>
    /// <param name="Set">What is to be exchanged.</param>
    /// <param name="Source">Where this end gives: of which own declarations; without, an officer hands the records of each delivery in.</param>
    /// <param name="Again">The number of one that was declined or has ended, and is proposed again.</param>
    /// <param name="Seen">Its version, as the officer saw it.</param>
    public sealed record Command(string Partner, string Reference, ProposedSet Set, DeclarationSource? Source = null, long? Again = null, long? Seen = null);

    public static (SubscriptionRow? Row, Fault? Fault) Execute(Session session, AssistancePost post, SubscriptionLaw law, Actor actor, Approval approval, Command command)
    {
        var (row, fault) = Propose(session, post, law, actor, approval, command);
        if (row is null)
        {
            RecordBook.Append(session, actor, SubscriptionActs.Refused, "subscription", command.Again is { } number ? $"{number}" : null, JsonDetail.Of(
                ("step", Words.Of(SubscriptionStep.Propose)), ("partner", command.Partner), ("fault", fault!.Code.Id)));
        }

        return (row, fault);
    }

    /// <summary>The clause under which the set would go, or why it cannot be proposed; nothing is sent.</summary>
    public static (Clause? Clause, Fault? Fault) Weigh(Session session, AssistancePost post, SubscriptionLaw law, Actor actor, Approval approval, Command command)
    {
        if (!post.Knows(command.Partner))
        {
            return (null, new(FaultCode.FederationPartnerUnknown, $"'{command.Partner}' is no partner of this node.", "$.partner"));
        }

        if (string.IsNullOrWhiteSpace(command.Reference) || command.Reference.Length > LongestReference)
        {
            return (null, new(FaultCode.AssistanceIncomplete, $"A case has a reference of at most {LongestReference} characters.", "$.reference"));
        }

        if (!Words.TryParse<Instrument>(command.Set.Instrument, out var instrument))
        {
            return (null, new(FaultCode.AssistanceWord, $"\"{command.Set.Instrument}\" is not one of {string.Join(", ", Words.All<Instrument>())}.", "$.set.instrument"));
        }

        if (!SubscribedSet.TryRead(SetOf(command.Set, new("", 0, "")), out var read, out var fault))
        {
            return (null, fault);
        }

        if (SourceOf(command)?.Check(read.Fields) is { } wrong)
        {
            return (null, wrong);
        }

        // Where the partner gives, its approval is its own affair.
        var weGive = command.Set.Giver == DataGiver.Proposer;
        return law.Of(session, command.Partner, weGive, actor.Authority, read, instrument, weGive ? approval : Approval.CentralAuthority);
    }

    private static (SubscriptionRow? Row, Fault? Fault) Propose(Session session, AssistancePost post, SubscriptionLaw law, Actor actor, Approval approval, Command command)
    {
        var (clause, refused) = Weigh(session, post, law, actor, approval, command);
        if (clause is null)
        {
            return (null, refused);
        }

        var known = command.Again is { } number ? SubscriptionRow.Find(session, number, actor.Authority) : null;
        if (command.Again is not null && (known is null || known.Partner != command.Partner))
        {
            return (null, new(FaultCode.NotFound, ""));
        }

        if (known is not null && known.Version != command.Seen)
        {
            return (null, StepSubscription.Changed(known));
        }

        var (source, set) = (SourceOf(command), SetOf(command.Set, new(clause.Agreement.Id, clause.Agreement.Version, clause.Article.Number)));
        var row = (known ?? new() { Id = $"{SubscriptionId.New(session.Now)}", Partner = command.Partner, Authority = actor.Authority, OpenedAt = session.Now }) with
        {
            WeProposed = 1,
            WeGive = command.Set.Giver == DataGiver.Proposer ? 1 : 0,
            Instrument = clause.Agreement.Instrument,
            Approval = approval,
            Reference = command.Reference,
            Name = set.Name,
            DataSet = JsonSerializer.Serialize(set, AssistanceJson.Default.DataSet),
            Source = source is null ? null : JsonSerializer.Serialize(source, AssistanceJson.Default.DeclarationSource),
        };
        if (row.Read().After(SubscriptionStep.Propose, ours: true, out var state) is not { } after)
        {
            return (null, state);
        }

        var (posted, why) = post.Send(session, actor, new Address(row.Partner, row.Id), MessageKind.AutomaticProposed, new()
        {
            Conditions = AssistancePost.ConditionsOf(session, row.Reference, row.Authority),
            SubscriptionId = SubscriptionId.Parse(row.Id),
            Set = set,
        });
        return posted is null ? (null, why) : (row.With(after).Save(session, actor, SubscriptionStep.Propose, ours: true, posted.MessageId, null), null);
    }

    private static DeclarationSource? SourceOf(Command command) => command.Set.Giver == DataGiver.Proposer ? command.Source : null;

    private static DataSet SetOf(ProposedSet set, Basis basis) => new()
    {
        Name = set.Name,
        Basis = basis,
        Exchange = set.Exchange,
        Giver = set.Giver,
        Purpose = set.Purpose,
        Data = set.Data,
        Selection = set.Selection,
        EveryDays = set.EveryDays,
        From = set.From,
        Until = set.Until,
    };

    public static async Task<Results<JsonHttpResult<SubscriptionLine>, ProblemHttpResult>> PostAsync(HttpContext http, Database database, AssistancePost post, SubscriptionLaw law, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.ProposeSubscriptionCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var (actor, approval) = (http.Actor, TakeStep.ApprovalOf(http.User.Roles));
        var (row, fault) = await database.WriteAsync(session => Execute(session, post, law, actor, approval, command), cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(SubscriptionLine.Of(row), AssistanceJson.Default.SubscriptionLine, statusCode: StatusCodes.Status201Created);
    }
}
