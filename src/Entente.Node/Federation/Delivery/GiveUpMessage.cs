using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Federation.Delivery;

/// <summary>Ends a message that waits, for a reason that is put on record, so that what waits behind it goes. Its content can be sent anew.</summary>
internal sealed class GiveUpMessage(Database database)
{
    public sealed record Command(string? Reason);

    public static Fault? Decide(OutboxState state, string? recalled, string? reason) => state switch
    {
        OutboxState.Delivered => new(FaultCode.FederationEnded, "It was delivered."),
        OutboxState.Refused => new(FaultCode.FederationEnded, "It has ended already."),
        _ when recalled is not null => new(FaultCode.FederationEnded, "It is kept back already, and ends when the attempt that is under way has failed."),
        _ => Reasons.Fault(reason),
    };

    public Task<Fault?> RunAsync(Actor actor, MessageKey key, Command command, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (key.Direction != Direction.Out || session.Find<OutboxRow>("SELECT * FROM outbox WHERE seq = @Seq", new { key.Seq }) is not { } row)
            {
                return new(FaultCode.NotFound, "");
            }

            if (Decide(row.State, row.RecallReason, command.Reason) is { } why)
            {
                return (Fault?)why;
            }

            var reason = command.Reason!.Trim();
            RecordBook.Append(session, actor, DeliveryActs.GivenUp, "message", row.MessageId, JsonDetail.Of(("partner", row.Partner), ("reason", reason)));
            Outbox.KeepBack(session, actor, row.Seq, new(FaultCode.FederationGivenUp, reason));
            return null;
        },
        cancellation);

    public static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(MessageKey id, HttpContext http, GiveUpMessage giveUp, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, MessagesJson.Default.GiveUpCommand);
        return (command is null ? malformed : await giveUp.RunAsync(http.Actor, id, command, cancellation)) is { } why ? why.ToProblem() : TypedResults.NoContent();
    }

    /// <summary>The form of the message's page.</summary>
    public static async Task<RedirectHttpResult> SubmitAsync(MessageKey id, [FromForm] string? reason, HttpContext http, Text text, GiveUpMessage giveUp, CancellationToken cancellation)
    {
        var why = await giveUp.RunAsync(http.Actor, id, new(reason), cancellation);
        http.Toast(why is null ? text["The message is given up."] : text.Told(why));
        return TypedResults.LocalRedirect(why?.Code == FaultCode.NotFound ? "/messages" : $"/messages/{id}");
    }
}
