using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Posts bytes to a partner and has the engine judge what comes back.</summary>
internal sealed class Posting(OwnKeys own, FederationTls tls, DeliveryOptions options, TimeProvider clock)
{
    private const int LargestAnswer = 4 * 1024 * 1024;

    private static readonly TimeSpan AnyTime = TimeSpan.FromDays(36_500);

    // A changed card makes another Partner, and with it connections that check its certificates; the old ones go with the old object.
    private readonly ConditionalWeakTable<Partner, HttpMessageInvoker> connections = [];

    /// <summary>What came back, before anybody has judged it.</summary>
    internal abstract record Came
    {
        private Came()
        {
        }

        /// <param name="After">When to come again, where the partner says.</param>
        public sealed record Whole(int Status, string ContentType, byte[] Body, TimeSpan? After) : Came;

        /// <param name="Why"><c>federation-unreachable</c>, <c>federation-certificate</c>, or that the answer is too long.</param>
        public sealed record Nothing(Fault Why) : Came;
    }

    /// <param name="suite">The suite of the message, which its receipt has as well, where the message does not say it.</param>
    public async Task<Answer> PostAsync(Partner partner, MessageId id, SecuritySuite suite, SealedMessage message, CancellationToken cancellation) =>
        await ExchangeAsync(partner, message, LargestAnswer, cancellation) switch
        {
            Came.Whole whole => Judge(whole, partner, [.. message.Sent(own.Current, partner, id, suite)]),
            Came.Nothing { Why: var why } when why.Code == FaultCode.FederationCertificate => new Answer.Certificate(why.Detail),
            Came.Nothing { Why: var why } when why.Code == FaultCode.FederationUnreachable => new Answer.Unreachable(why.Detail),
            Came.Nothing { Why: var why } => new Answer.Unproven(why.Detail),
            _ => throw new InvalidOperationException("Something came, or nothing."),
        };

    /// <summary>Posts bytes and reads what comes back.</summary>
    /// <param name="largest">The most bytes of an answer.</param>
    public async Task<Came> ExchangeAsync(Partner partner, SealedMessage message, long largest, CancellationToken cancellation)
    {
        using var patience = new Patience(TimeSpan.FromSeconds(options.AnswerSeconds), clock, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, partner.Endpoint) { Content = new PiecewiseContent(message.Body, patience.Renew) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", message.ContentType);
        return await ExchangeAsync(partner, request, largest, patience, cancellation);
    }

    /// <summary>Asks for a path of a partner's log, which stands beside the address for its messages.</summary>
    public async Task<(int Status, byte[] Body)?> CallAsync(Partner partner, string path, byte[]? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(partner.Endpoint, $"log/{path}"));
        request.Content = body is null ? null : new ByteArrayContent(body);
        using var patience = new Patience(TimeSpan.FromSeconds(options.AnswerSeconds), clock, cancellation);
        return await ExchangeAsync(partner, request, LargestAnswer, patience, cancellation) is Came.Whole whole ? (whole.Status, whole.Body) : null;
    }

    private async Task<Came> ExchangeAsync(Partner partner, HttpRequestMessage request, long largest, Patience patience, CancellationToken cancellation)
    {
        try
        {
            var connection = connections.GetValue(partner, one => new HttpMessageInvoker(tls.HandlerFor(one)));
            using var response = await connection.SendAsync(request, patience.Token);
            var contentType = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";
            return await ReadAsync(response.Content, largest, patience) is { } body
                ? new Came.Whole((int)response.StatusCode, contentType, body, After(response.Headers.RetryAfter))
                : new Came.Nothing(new(FaultCode.FederationMissingReceipt, $"The answer has more than {largest} bytes."));
        }
        catch (HttpRequestException exception)
        {
            return exception.HttpRequestError == HttpRequestError.SecureConnectionError || exception.InnerException is AuthenticationException
                ? new Came.Nothing(new(FaultCode.FederationCertificate, "No connection with TLS came about: the other end shows no certificate of the partner's card, or does not take ours."))
                : Unreachable(Words(exception));
        }
        catch (IOException)
        {
            return Unreachable("The connection broke before an answer had come.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unreachable($"For {options.AnswerSeconds} s the partner took nothing of the message, or did not answer it.");
        }
    }

    private Answer Judge(Came.Whole came, Partner partner, IReadOnlyList<SentMessage> sealings)
    {
        var first = Judge(came, partner, sealings[0]);
        if (first is not Answer.Unproven)
        {
            return first;
        }

        if (sealings.Skip(1).Select(earlier => Judge(came, partner, earlier)).FirstOrDefault(answer => answer is Answer.Receipt) is { } receipt)
        {
            return receipt;
        }

        // Who could not read the message cannot tell its suite, and signs its report in the one that this node asks for.
        var report = partner.Terms is null
            ? Judge(came, partner, sealings[0] with { Security = Legs.Demand(own.Current, partner, [.. SecuritySuite.All.Values.Where(partner.Signs)]) })
            : first;
        return report is Answer.Errors { Signed: true } ? report : first;
    }

    private Answer Judge(Came.Whole came, Partner partner, SentMessage sent)
    {
        var received = came.ContentType.Length == 0 || came.Body.Length == 0 ? null : As4Reader.Read(came.ContentType, came.Body, PolicyFor(partner, sent), clock.GetUtcNow());
        return received switch
        {
            Received.ReceiptFor receipt => new Answer.Receipt(receipt, came.ContentType, came.Body),
            Received.Errors errors => new Answer.Errors(errors.Header.Errors, errors is { Sent: not null, Signer: not null }) { Exact = Answer.SignedReport.Of(errors, came.ContentType, came.Body) },
            _ when came.Status is < 200 or > 299 => new Answer.Unreachable($"HTTP {came.Status}.", came.After),
            Received.Fault fault => new Answer.Unproven($"A SOAP fault came: {fault.Reported.Reason}"),
            Received.Refused refused => new Answer.Unproven($"The answer proves nothing. {refused.Why.Error.Code}: {refused.Why.Error.Detail}"),
            null => new Answer.Unproven($"HTTP {came.Status} without a receipt."),
            _ => new Answer.Unproven("The answer is no receipt."),
        };
    }

    // An answer is tied to its message by id and digests. When it was signed decides nothing: the receipt of a duplicate is as old as the first, and clocks go wrong.
    private ReceptionPolicy PolicyFor(Partner partner, SentMessage sent) => new()
    {
        Ours = Legs.Ours(own.PartyId, partner),
        Legs = [],
        Sent = id => id == sent.MessageId ? sent : null,
        OldestMessage = AnyTime,
        FurthestAhead = AnyTime,
    };

    /// <summary>Reads an answer, which may be a message as large as ours. Only a whole piece is a sign that it goes on: single bytes could keep us for ever.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, long largest, Patience patience)
    {
        using var stream = await content.ReadAsStreamAsync(patience.Token);
        using var read = new MemoryStream();
        var buffer = new byte[PiecewiseContent.Piece];
        int count;
        while ((count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, patience.Token)) > 0)
        {
            patience.Renew();
            if (read.Length + count > largest)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    private TimeSpan? After(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : null);

    private static Came.Nothing Unreachable(string detail) => new(new(FaultCode.FederationUnreachable, detail));

    private static string Words(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "The name of the partner's address cannot be resolved.",
        HttpRequestError.ConnectionError => "Nobody takes connections at the partner's address.",
        HttpRequestError.ResponseEnded => "The connection ended before an answer had come.",
        var other => $"The connection failed ({other}).",
    };
}
