using System.Text;
using System.Text.RegularExpressions;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.As4.EnvelopeText;
using Engine = Entente.Tests.As4.Exchange;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>
/// A node sends a message and gets the wrong answer, from a server that holds the partner's TLS key: only the receipt for this message by this partner
/// delivers it, only the partner's signed report about this message ends it, and everything else means that it is tried again.
/// </summary>
public sealed partial class AnswerTests(Theatres theatres) : IClassFixture<Theatres>
{
    private static readonly EbmsError Unauthentic = new(EbmsErrorCode.FailedAuthentication, "The signature is not yours.");

    private static readonly Dictionary<string, (string Expected, Func<Theatre, (int Status, OutgoingMessage? Message)> Make)> Answers = new()
    {
        ["the receipt"] = ("Delivered", theatre => (200, theatre.Receipts["note"])),
        ["another receipt for it"] = ("Delivered", theatre => (200, Receipt(theatre, "CA"))),
        ["a signed report about it"] = ("Refused", theatre => (200, Report(theatre, "CA"))),

        ["the receipt of another message"] = ("Again", theatre => (200, theatre.Receipts["other note"])),
        ["a receipt of this id for another message"] = ("Again", theatre => (200, Receipt(theatre, "CA", message => message with { References = theatre.Verified("other note").References }))),
        ["a receipt of another id for this message"] = ("Again", theatre => (200, Receipt(theatre, "CA", message => message with { Header = theatre.Verified("other note").Header }))),
        ["a receipt that another partner signed"] = ("Again", theatre => (200, Receipt(theatre, Theatre.Third))),
        ["a receipt that the sender itself signed"] = ("Again", theatre => (200, Receipt(theatre, "NL"))),
        ["a receipt without a part"] = ("Again", theatre => (200, Receipt(theatre, "CA", message => message with { References = [.. message.References.Skip(1)] }))),
        ["a receipt with a part twice"] = ("Again", theatre => (200, Receipt(theatre, "CA", message => message with { References = [.. message.References, message.References[0]] }))),
        ["a receipt of no part"] = ("Again", theatre => (200, Receipt(theatre, "CA", message => message with { References = [] }))),
        ["a receipt with another digest"] = ("Again", theatre => (200, Receipt(theatre, "CA", message => message with { References = [.. message.References.Select(Redigested)] }))),
        ["a receipt without a signature"] = ("Again", theatre => (200, Changed(theatre, envelope => SecurityHeader().Replace(envelope, "")))),
        ["a receipt with another signature"] = ("Again", theatre => (200, Changed(theatre, envelope => SignatureValue().Replace(envelope, "<ds:SignatureValue>AAAA</ds:SignatureValue>")))),
        ["a receipt said to be for another"] = ("Again", theatre => (200, Changed(theatre, envelope => Ref().Replace(envelope, "<eb:RefToMessageId>1@NL</eb:RefToMessageId>")))),
        ["a receipt with a changed digest"] = ("Again", theatre => (200, Changed(theatre, envelope => Digest().Replace(envelope, "$1AAAA", 1)))),
        ["a receipt with a weaker signature"] = ("Again", theatre => (200, Changed(theatre, envelope => SignatureMethod().Replace(envelope, "$1http://www.w3.org/2000/09/xmldsig#rsa-sha1\"")))),
        ["a receipt with a weaker digest"] = ("Again", theatre => (200, Changed(theatre, envelope => DigestMethod().Replace(envelope, "$1http://www.w3.org/2000/09/xmldsig#sha1\"")))),
        ["a receipt with a Body"] = ("Again", theatre => (200, Changed(theatre, envelope => Body().Replace(envelope, "<env:Body$1><x/></env:Body>")))),
        ["a receipt cut short"] = ("Again", theatre => (200, theatre.Receipts["note"] with { Body = theatre.Receipts["note"].Body[..^100] })),
        ["a receipt under another media type"] = ("Again", theatre => (200, theatre.Receipts["note"] with { ContentType = "text/html" })),

        ["a report that nobody signed"] = ("Again", theatre => (200, As4Writer.Errors([Unauthentic], Id(theatre), Engine.NewId(), null, Theatre.Now, Given.Random))),
        ["a report that another partner signed"] = ("Again", theatre => (200, Report(theatre, Theatre.Third))),
        ["a report that the sender itself signed"] = ("Again", theatre => (200, Report(theatre, "NL"))),
        ["a signed report about another message"] = ("Again", theatre => (200, As4Writer.Errors([Unauthentic], theatre.Messages["other note"].Message.MessageId, Engine.NewId(), theatre.SignedBy("CA"), Theatre.Now, Given.Random))),
        ["a signed report about no message"] = ("Again", theatre => (200, As4Writer.Errors([Unauthentic], null, Engine.NewId(), theatre.SignedBy("CA"), Theatre.Now, Given.Random))),
        ["a SOAP fault"] = ("Again", _ => (500, As4Writer.Fault(new(Entente.As4.Soap.SoapFaultCode.Sender, "No.")))),

        ["the message itself"] = ("Again", theatre => (200, theatre.Messages["note"].Message)),
        ["a message of the partner"] = ("Again", theatre => (200, theatre.Messages["acknowledgement"].Message)),
        ["a new message of the partner"] = ("Again", theatre => (200, theatre.Forge("CA", "NL", theatre.SignerOf("CA")))),
        ["a request to pull"] = ("Again", theatre => (200, As4Writer.PullRequest("urn:entente:pull", Engine.NewId(), theatre.SignedBy("CA"), Theatre.Now, Given.Random))),
        ["nothing"] = ("Again", _ => (200, null)),
        ["nothing, taken"] = ("Again", _ => (202, null)),
        ["nothing, with no content"] = ("Again", _ => (204, null)),
        ["a page"] = ("Again", _ => (200, new(null, "text/html", "<html>OK</html>"u8.ToArray(), []))),
        ["a redirect"] = ("Again", _ => (307, null)),
        ["not found"] = ("Again", _ => (404, null)),
        ["an error of the server"] = ("Again", _ => (500, null)),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var suite in SecuritySuite.All.Keys)
            {
                foreach (var answer in Answers.Keys)
                {
                    rows.Add(suite, answer);
                }

                foreach (var other in SecuritySuite.All.Keys.Where(other => other != suite))
                {
                    rows.Add(suite, $"a receipt in suite {other}");
                    rows.Add(suite, $"a report in suite {other}");
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Only_the_receipt_for_this_message_delivers_it(string suite, string answer)
    {
        var theatre = await theatres.OfAsync(suite);
        var (expected, make) = Answers.TryGetValue(answer, out var found) ? found
            : answer.StartsWith("a report", StringComparison.Ordinal)
                ? ("Refused", one => (200, Report(one, "CA", SecuritySuite.All[answer["a report in suite ".Length..]]))) // Who cannot read a message cannot tell its suite
            : ("Again", one => (200, Receipt(one, "CA", suite: SecuritySuite.All[answer["a receipt in suite ".Length..]])));
        theatre.Impostor.Answer = make(theatre);
        var (message, before) = (theatre.Messages["note"].Message, await theatre.TracesAsync());
        var partner = theatre.Pair.Nl.Directory().Find("CA")! with { Endpoint = new($"https://127.0.0.1:{theatre.Impostor.Port}/as4") };

        var said = await theatre.Pair.Nl.Services.GetRequiredService<Posting>().PostAsync(
            partner, Id(theatre), theatre.Suite, SealedMessage.From(message), TestContext.Current.CancellationToken);

        Outcome.Of(said).GetType().Name.ShouldBe(expected, $"{said}");
        (await theatre.TracesAsync()).ShouldBe(before, "only the answer to a message is looked at, and nothing in it is delivered");
    }

    private static MessageId Id(Theatre theatre) => theatre.Messages["note"].Message.MessageId!;

    private static OutgoingMessage Receipt(Theatre theatre, string signer, Func<VerifiedMessage, VerifiedMessage>? change = null, SecuritySuite? suite = null)
    {
        var message = theatre.Verified("note");
        return As4Writer.Receipt(change?.Invoke(message) ?? message, Engine.NewId(), theatre.SignedBy(signer, suite), Theatre.Now, Given.Random);
    }

    private static SignatureReference Redigested(SignatureReference reference) => reference with
    {
        Xml = reference.Xml.Replace(Convert.ToBase64String(reference.Digest.Span), Convert.ToBase64String(new byte[32]), StringComparison.Ordinal),
    };

    private static OutgoingMessage Report(Theatre theatre, string signer, SecuritySuite? suite = null) =>
        As4Writer.Errors([Unauthentic], Id(theatre), Engine.NewId(), theatre.SignedBy(signer, suite), Theatre.Now, Given.Random);

    /// <summary>The receipt that came, changed on its way.</summary>
    private static OutgoingMessage Changed(Theatre theatre, Func<string, string> change)
    {
        var before = Encoding.UTF8.GetString(theatre.Receipts["note"].Body.Span);
        var after = change(before);
        after.ShouldNotBe(before, "the tampering changes nothing");
        return theatre.Receipts["note"] with { Body = Encoding.UTF8.GetBytes(after) };
    }

    [GeneratedRegex("<eb:RefToMessageId>[^<]*</eb:RefToMessageId>")]
    private static partial Regex Ref();

    [GeneratedRegex("(<ds:DigestValue>)[^<]{4}")]
    private static partial Regex Digest();

    [GeneratedRegex("(<ds:SignatureMethod Algorithm=\")[^\"]*\"")]
    private static partial Regex SignatureMethod();

    [GeneratedRegex("(<ds:DigestMethod Algorithm=\")[^\"]*\"")]
    private static partial Regex DigestMethod();

    [GeneratedRegex("<env:Body([^>]*?) ?/>|<env:Body([^>]*)></env:Body>")]
    private static partial Regex Body();
}
