using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.Node.Federation.Delivery;

/// <summary>Posts bytes to a partner and has the engine judge what comes back.</summary>
internal sealed class Posting(OwnKeys own, FederationTls tls, DeliveryOptions options, TimeProvider clock)
{
    private const int LargestAnswer = 4 * 1024 * 1024;

    // A changed card makes another Partner, and with it connections that check its certificates; the old ones go with the old object.
    private readonly ConditionalWeakTable<Partner, HttpMessageInvoker> connections = [];

    /// <param name="suite">The suite of the message, which its receipt has as well.</param>
    public async Task<Answer> PostAsync(Partner partner, MessageId id, SecuritySuite suite, SealedMessage message, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(options.AnswerSeconds));
        using var request = new HttpRequestMessage(HttpMethod.Post, partner.Endpoint) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", message.ContentType);
        try
        {
            var connection = connections.GetValue(partner, one => new HttpMessageInvoker(tls.HandlerFor(one)));
            using var response = await connection.SendAsync(request, patience.Token);
            return await ReadAsync(response, partner, id, suite, message, patience.Token);
        }
        catch (HttpRequestException exception)
        {
            return exception.HttpRequestError == HttpRequestError.SecureConnectionError || exception.InnerException is AuthenticationException
                ? new Answer.Certificate("No connection with TLS came about: the other end shows no certificate of the partner's card, or does not take ours.")
                : new Answer.Unreachable(Words(exception));
        }
        catch (IOException)
        {
            return new Answer.Unreachable("The connection broke before an answer had come.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Answer.Unreachable($"No answer within {options.AnswerSeconds} s.");
        }
    }

    private async Task<Answer> ReadAsync(
        HttpResponseMessage response, Partner partner, MessageId id, SecuritySuite suite, SealedMessage message, CancellationToken cancellation)
    {
        var contentType = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";
        var body = await ReadAsync(response.Content, cancellation);
        if (body is null)
        {
            return new Answer.Unproven($"The answer has more than {LargestAnswer} bytes.");
        }

        var sent = new SentMessage(id, null, message.SignedParts, Legs.Demand(own.Current, partner, [suite]));
        var received = contentType.Length == 0 || body.Length == 0 ? null : As4Reader.Read(contentType, body, PolicyFor(partner, sent), clock.GetUtcNow());
        return received switch
        {
            Received.ReceiptFor receipt => new Answer.Receipt(receipt, contentType, body),
            Received.Errors errors => new Answer.Errors(errors.Header.Errors, errors is { Sent: not null, Signer: not null }),
            _ when !response.IsSuccessStatusCode => new Answer.Unreachable($"HTTP {(int)response.StatusCode}.", After(response.Headers.RetryAfter)),
            Received.Fault fault => new Answer.Unproven($"A SOAP fault came: {fault.Reported.Reason}"),
            Received.Refused refused => new Answer.Unproven($"The answer proves nothing. {refused.Why.Error.Code}: {refused.Why.Error.Detail}"),
            null => new Answer.Unproven($"HTTP {(int)response.StatusCode} without a receipt."),
            _ => new Answer.Unproven("The answer is no receipt."),
        };
    }

    private ReceptionPolicy PolicyFor(Partner partner, SentMessage sent) => new() { Ours = Legs.Ours(own.PartyId, partner), Legs = [], Sent = id => id == sent.MessageId ? sent : null };

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        using var stream = await content.ReadAsStreamAsync(cancellation);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var count = await stream.ReadAsync(buffer, cancellation); count > 0; count = await stream.ReadAsync(buffer, cancellation))
        {
            if (read.Length + count > LargestAnswer)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    private TimeSpan? After(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : null);

    private static string Words(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "The name of the partner's address cannot be resolved.",
        HttpRequestError.ConnectionError => "Nobody takes connections at the partner's address.",
        HttpRequestError.ResponseEnded => "The connection ended before an answer had come.",
        var other => $"The connection failed ({other}).",
    };
}
