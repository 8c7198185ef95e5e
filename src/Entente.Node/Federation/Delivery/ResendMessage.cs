using Entente.As4.Security;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Sends the content of a message that was refused anew, under another id and sealed with what is in force now. Once for each.</summary>
internal sealed class ResendMessage(Database database, Outbox outbox, IEnumerable<RefuseResend> refusing)
{
    /// <param name="Id">The new message, as addresses name it.</param>
    internal sealed record Queued(string Id, string MessageId);

    public static Fault? Decide(OutboxState state, string? effect, bool resent) => (state, effect, resent) switch
    {
        (_, _, true) => new(FaultCode.FederationNotRefused, "Its content was sent anew already."),
        (OutboxState.Refused, _, _) or (OutboxState.Delivered, "Refused", _) => null,
        (OutboxState.Delivered, _, _) => new(FaultCode.FederationNotRefused, "It was delivered."),
        _ => new(FaultCode.FederationNotRefused, "It still waits and is being tried; who gives it up first can send it anew."),
    };

    public Task<(Queued? Sent, Fault? Why)> RunAsync(Actor actor, MessageKey key, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (key.Direction != Direction.Out || session.Find<OutboxRow>("SELECT * FROM outbox WHERE seq = @Seq", new { key.Seq }) is not { } row)
            {
                return ((Queued?)null, (Fault?)new Fault(FaultCode.NotFound, ""));
            }

            var resent = session.Scalar<long>("SELECT COUNT(*) FROM outbox WHERE resend_of = @MessageId", new { row.MessageId }) > 0;
            if ((Decide(row.State, row.Effect, resent) ?? refusing.Select(one => one(session, row.MessageId)).FirstOrDefault(one => one is not null)) is { } why)
            {
                return (null, why);
            }

            var contents = session.Query<Content>("SELECT name, media_type, body FROM outbox_content WHERE seq = @Seq ORDER BY ordinal", new { key.Seq });
            var (kind, version) = row.Service == Exchange.Service ? Exchange.Split(row.Action) : (row.Action, 0);
            return outbox.Enqueue(session, actor, new(row.Partner, kind, version, contents[0].Body)
            {
                Conversation = row.Conversation,
                InReplyTo = row.InReplyTo,
                Lane = row.Lane,
                Leads = row.Leads,
                Service = row.Service,
                MediaType = contents[0].MediaType,
                Attachments = [.. contents.Skip(1).Select(content => new Attachment(content.Name, content.MediaType, content.Body))],
                Suite = row.Suite is { } suite ? SecuritySuite.All[suite] : null,
                ResendOf = row.MessageId,
                Properties = [.. MessageProperties.Read(row.Properties).Select(one => KeyValuePair.Create(one.Name, one.Value))],
            }) switch
            {
                Queueing.Queued queued => (new(new MessageKey(Direction.Out, queued.Seq).ToString(), queued.MessageId), null),
                Queueing.Refused refused => (null, refused.Why),
                _ => throw new InvalidOperationException("A message is queued or refused."),
            };
        },
        cancellation);

    public static async Task<Results<JsonHttpResult<Queued>, ProblemHttpResult>> PostAsync(MessageKey id, Actor actor, ResendMessage resend, CancellationToken cancellation) =>
        await resend.RunAsync(actor, id, cancellation) switch
        {
            ({ } sent, _) => TypedResults.Json(sent, MessagesJson.Default.ResentMessage),
            (_, { } why) => why.ToProblem(),
            _ => throw new InvalidOperationException("A message is sent anew or refused."),
        };

    /// <summary>The form of the message's page.</summary>
    public static async Task<RedirectHttpResult> SubmitAsync(MessageKey id, Actor actor, HttpContext http, Text text, ResendMessage resend, CancellationToken cancellation)
    {
        var (sent, why) = await resend.RunAsync(actor, id, cancellation);
        http.Toast(why is null ? text["Its content is queued as another message."] : text.Told(why));
        return TypedResults.LocalRedirect(sent is not null ? $"/messages/{sent.Id}" : why!.Code == FaultCode.NotFound ? "/messages" : $"/messages/{id}");
    }
}
