using System.Text;
using System.Xml;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Soap;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.As4.Messaging;

public sealed class HeaderWriterTests
{
    [Fact]
    public void Any_user_message_is_read_back_as_it_was_written_and_is_valid_by_the_schema() => Prop.ForAll(Users.ToArbitrary(), user =>
    {
        var messaging = Written(HeaderWriter.Write(user));
        var back = HeaderReader.Read(messaging, out var error).ShouldBeOfType<UserMessage>(error?.Detail);
        HeaderWriter.Write(back).OuterXml.ShouldBe(HeaderWriter.Write(user).OuterXml);
        if (Headers.TryValidate(messaging, out var wrong))
        {
            wrong.ShouldBeEmpty();
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_the_writer_sends_on_the_wire_is_valid_by_the_schema()
    {
        var exchange = new Exchange();
        var sent = exchange.Send(Exchange.Document(), Exchange.Photo());
        OutgoingMessage[] messages =
        [
            sent,
            exchange.ReceiptOf(exchange.Delivered(sent)),
            As4Writer.PullRequest("urn:channel", Exchange.NewId(), exchange.NlSecures, Exchange.Now, Exchange.Random),
            As4Writer.Errors([.. EbmsErrorCode.All.Values.Select(code => new EbmsError(code, "A <detail> & \"more\".", "1@x"))], sent.MessageId, Exchange.NewId(), null, Exchange.Now, Exchange.Random),
        ];
        foreach (var message in messages)
        {
            Assert.SkipUnless(Headers.TryValidate(Messaging(Exchange.EnvelopeOf(message)), out var wrong), "as4/schemas of the public data is not at hand.");
            wrong.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Each_error_code_is_read_back_as_its_row()
    {
        foreach (var code in EbmsErrorCode.All.Values)
        {
            var signal = As4Writer.Errors([new EbmsError(code, "detail", "1@x")], null, Exchange.NewId(), null, Exchange.Now, Exchange.Random);
            var error = HeaderReader.Read(Messaging(Exchange.EnvelopeOf(signal)), out _).ShouldBeOfType<ErrorSignal>().Errors[0];
            (error.Code, error.ShortDescription, error.Category, error.Origin, error.Detail, error.IsFailure)
                .ShouldBe((code.Id, code.ShortDescription, code.Category, code.Origin, "detail", code.Severity == EbmsSeverity.Failure));
        }
    }

    private static Gen<string> Texts => Gen.Elements("a", "Zoll & Douane", "<b>", "\"q\"", "日本", "x\ty", "line\nbreak", " space ", "&#x;", "]]>", "é'");

    private static Gen<string> Tokens => Gen.Elements("a", "publish", "Zoll & Douane", "<b>", "日本", "c-1");

    private static Gen<string?> Maybe(Gen<string> texts) => Gen.Frequency((1, Gen.Constant<string?>(null)), (3, texts.Select(text => (string?)text)));

    private static Gen<MessageId> Ids => Gen.Elements("1@x", "a.b!#$%&'*+-/=?^_`{|}~@c", "0@[::1]").Select(MessageId.Parse);

    private static Gen<Party> Parties =>
        from ids in (from value in Texts from type in Maybe(Texts) select new PartyId(value, type)).NonEmptyListOf()
        from role in Texts
        select new Party([.. ids], role);

    private static Gen<IReadOnlyList<MessageProperty>> Properties =>
        from list in (from name in Texts from value in Texts from type in Maybe(Texts) select new MessageProperty(name, value, type)).ListOf()
        select (IReadOnlyList<MessageProperty>)[.. list];

    private static Gen<PartReference> Parts =>
        from href in Gen.Elements("cid:a@x", "#id", "http://x/", null)
        from location in Maybe(Tokens)
        from language in Gen.Elements("en", "fr", null)
        from properties in Properties
        select new PartReference(href)
        {
            Schema = location is null ? null : new PartSchema(location, "1", location),
            Description = language is null ? null : new Description(language, "text"),
            Properties = properties,
        };

    private static Gen<UserMessage> Users =>
        from id in Ids
        from refTo in Ids.OrNull()
        from milliseconds in Gen.Choose(0, int.MaxValue)
        from @from in Parties
        from to in Parties
        from agreement in (from value in Texts from type in Maybe(Texts) from mode in Maybe(Texts) select new AgreementRef(value, type, mode)).OrNull()
        from service in Texts
        from type in Maybe(Texts)
        from action in Tokens
        from conversation in Tokens
        from properties in Properties
        from parts in Parts.ListOf()
        select new UserMessage
        {
            MessageId = id,
            RefToMessageId = refTo,
            Timestamp = DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds),
            From = @from,
            To = to,
            Agreement = agreement,
            Service = new ServiceRef(service, type),
            Action = action,
            ConversationId = conversation,
            Properties = properties,
            Parts = [.. parts],
        };

    private static XmlElement Written(XmlDocument envelope)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            envelope.WriteTo(writer);
        }

        return Messaging(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static XmlElement Messaging(string envelope)
    {
        SoapXml.TryRead(Encoding.UTF8.GetBytes(envelope), new EnvelopeLimits(), out var document, out var error).ShouldBeTrue(error?.Detail);
        return document!.GetElementsByTagName("Messaging", Headers.Ebms).OfType<XmlElement>().Single();
    }
}
