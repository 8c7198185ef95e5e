using Entente.As4.Messaging;

namespace Entente.Tests.As4.Messaging;

public sealed class HeaderReaderTests
{
    [Fact]
    public void A_user_message_is_read_with_all_that_it_says()
    {
        var user = Headers.Read(Headers.User).ShouldBeOfType<UserMessage>();
        user.MessageId.Value.ShouldBe("1@nl.example");
        user.RefToMessageId!.Value.ShouldBe("0@ca.example");
        user.Timestamp.ShouldBe(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        user.Mpc.ShouldBe("urn:example:channel");
        user.From.Ids.ShouldBe([new PartyId("NL", "urn:type"), new PartyId("urn:nl")]);
        user.From.Role.ShouldBe("Owner");
        user.To.IsSame(new Party(new PartyId("CA", "urn:type"), "Partner")).ShouldBeTrue();
        user.Agreement.ShouldBe(new AgreementRef("urn:agreement", "kind", "pm"));
        user.Service.ShouldBe(new ServiceRef("alerts", "kind"));
        (user.Action, user.ConversationId).ShouldBe(("publish", "c-1"));
        user.Properties.ShouldBe([new MessageProperty("originalSender", "C1", "urn:type")]);
        var part = user.Parts.ShouldHaveSingleItem();
        (part.Href, part.ContentId).ShouldBe(("cid:a@nl.example", "a@nl.example"));
        part.Schema.ShouldBe(new PartSchema("http://example.org/a.xsd", "2", "urn:a"));
        part.Description.ShouldBe(new Description("en", "An alert"));
        part.Properties.ShouldBe([new MessageProperty("MimeType", "application/json")]);
    }

    [Fact]
    public void Signals_are_read_with_all_that_they_say()
    {
        Headers.Read(Headers.Pull).ShouldBeOfType<PullRequest>().Mpc.ShouldBe("urn:example:channel");
        var receipted = Headers.Read(Headers.Receipt).ShouldBeOfType<Receipt>().Parts.ShouldHaveSingleItem();
        receipted.IsSame(new SignedPart("#body", "http://www.w3.org/2001/04/xmlenc#sha256", new byte[] { 1, 2, 3 })).ShouldBeTrue();
        var errors = Headers.Read(Headers.Errors).ShouldBeOfType<ErrorSignal>().Errors;
        errors.Select(error => (error.Code, error.IsFailure)).ShouldBe([("EBMS:0001", true), ("EBMS:0004", false)]);
        errors[0].ShouldBe(new ReportedError("EBMS:0001", "failure")
        {
            ShortDescription = "ValueNotRecognized",
            Category = "Content",
            Origin = "ebMS",
            RefToMessageInError = "1@nl.example",
            Description = new Description("en", "No such service"),
            Detail = "the detail",
        });
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.0000000+00:00")]
    [InlineData("2026-03-01T12:00:00", "2026-03-01T12:00:00.0000000+00:00")] // without a zone it is UTC (Core, 5.2.2.1)
    [InlineData("2026-03-01T13:00:00+01:00", "2026-03-01T12:00:00.0000000+00:00")]
    [InlineData(" 2026-03-01T12:00:00.123456789Z ", "2026-03-01T12:00:00.1234567+00:00")] // more digits than a tick has
    [InlineData("2026-03-01T12:00:00.5", "2026-03-01T12:00:00.5000000+00:00")]
    public void A_timestamp_is_an_instant(string written, string instant) =>
        Headers.Read(Headers.User.Replace("2026-03-01T12:00:00.000Z", written, StringComparison.Ordinal)).Timestamp.ToUniversalTime().ToString("O").ShouldBe(instant);

    [Fact]
    public void Tokens_lose_their_white_space_and_strings_keep_it()
    {
        var user = (UserMessage)Headers.Read(Headers.User.Replace(">publish<", ">\n publish\tnow <", StringComparison.Ordinal).Replace(">Owner<", "> Owner<", StringComparison.Ordinal));
        (user.Action, user.From.Role).ShouldBe(("publish now", " Owner"));
    }

    /// <summary>Each row breaks one rule of the schema; the schema itself must agree where it is at hand.</summary>
    [Theory]
    [InlineData("no Timestamp", "<eb:Timestamp>2026-03-01T12:00:00.000Z</eb:Timestamp>", "")]
    [InlineData("a Timestamp that is none", "2026-03-01T12:00:00.000Z", "yesterday")]
    [InlineData("a Timestamp of a day that is none", "2026-03-01T", "2026-02-30T")]
    [InlineData("no MessageId", "<eb:MessageId>1@nl.example</eb:MessageId>", "")]
    [InlineData("an empty MessageId", "1@nl.example", "")]
    [InlineData("MessageId before Timestamp", "<eb:Timestamp>2026-03-01T12:00:00.000Z</eb:Timestamp><eb:MessageId>1@nl.example</eb:MessageId>", "<eb:MessageId>1@nl.example</eb:MessageId><eb:Timestamp>2026-03-01T12:00:00.000Z</eb:Timestamp>")]
    [InlineData("two RefToMessageId", "</eb:RefToMessageId>", "</eb:RefToMessageId><eb:RefToMessageId>0@ca.example</eb:RefToMessageId>")]
    [InlineData("an attribute on MessageInfo", "<eb:MessageInfo>", "<eb:MessageInfo a=\"b\">")]
    [InlineData("no From", "<eb:From><eb:PartyId type=\"urn:type\">NL</eb:PartyId><eb:PartyId>urn:nl</eb:PartyId><eb:Role>Owner</eb:Role></eb:From>", "")]
    [InlineData("From without PartyId", "<eb:PartyId type=\"urn:type\">CA</eb:PartyId>", "")]
    [InlineData("an empty PartyId", ">CA<", "><")]
    [InlineData("an empty type of PartyId", "<eb:PartyId type=\"urn:type\">CA", "<eb:PartyId type=\"\">CA")]
    [InlineData("no Role", "<eb:Role>Owner</eb:Role>", "")]
    [InlineData("Role before PartyId", "<eb:PartyId type=\"urn:type\">CA</eb:PartyId><eb:Role>Partner</eb:Role>", "<eb:Role>Partner</eb:Role><eb:PartyId type=\"urn:type\">CA</eb:PartyId>")]
    [InlineData("two Roles", "<eb:Role>Owner</eb:Role>", "<eb:Role>Owner</eb:Role><eb:Role>Other</eb:Role>")]
    [InlineData("an element in a Role", ">Owner<", "><eb:X/>Owner<")]
    [InlineData("no Service", "<eb:Service type=\"kind\">alerts</eb:Service>", "")]
    [InlineData("an empty Service", ">alerts<", "><")]
    [InlineData("no Action", "<eb:Action>publish</eb:Action>", "")]
    [InlineData("no ConversationId", "<eb:ConversationId>c-1</eb:ConversationId>", "")]
    [InlineData("Action before Service", "<eb:Service type=\"kind\">alerts</eb:Service><eb:Action>publish</eb:Action>", "<eb:Action>publish</eb:Action><eb:Service type=\"kind\">alerts</eb:Service>")]
    [InlineData("an attribute on Action", "<eb:Action>", "<eb:Action type=\"x\">")]
    [InlineData("a foreign attribute on Service", "<eb:Service type=\"kind\">", "<eb:Service type=\"kind\" xmlns:x=\"urn:x\" x:a=\"b\">")]
    [InlineData("MessageProperties without Property", "<eb:Property name=\"originalSender\" type=\"urn:type\">C1</eb:Property>", "")]
    [InlineData("a Property without name", "<eb:Property name=\"originalSender\"", "<eb:Property")]
    [InlineData("an empty Property", ">C1<", "><")]
    [InlineData("PayloadInfo before MessageProperties", "<eb:MessageProperties>", "<eb:PayloadInfo><eb:PartInfo/></eb:PayloadInfo><eb:MessageProperties>")]
    [InlineData("PartProperties before Schema", "<eb:Schema location", "<eb:PartProperties><eb:Property name=\"a\">b</eb:Property></eb:PartProperties><eb:Schema location")]
    [InlineData("a Schema without location", "location=\"http://example.org/a.xsd\" ", "")]
    [InlineData("a Schema with content", "namespace=\"urn:a\"/>", "namespace=\"urn:a\">x</eb:Schema>")]
    [InlineData("a Description without language", " xml:lang=\"en\"", "")]
    [InlineData("an element of ours that is unknown", "<eb:PartyInfo>", "<eb:Party/><eb:PartyInfo>")]
    [InlineData("an element of another namespace", "<eb:PartyInfo>", "<x:a xmlns:x=\"urn:x\"/><eb:PartyInfo>")]
    [InlineData("the right name in no namespace", "<eb:PartyInfo>", "<PartyInfo/><eb:PartyInfo>")]
    [InlineData("text between elements", "<eb:PartyInfo>", "<eb:PartyInfo>x")]
    [InlineData("an attribute on UserMessage", "<eb:UserMessage mpc", "<eb:UserMessage a=\"b\" mpc")]
    public void A_user_message_that_breaks_the_schema_is_refused(string rule, string from, string to) =>
        Broken(rule, Headers.User, from, to, EbmsErrorCode.InvalidHeader, schemaAgrees: true);

    [Theory]
    [InlineData("a MessageId that is no msg-id", "<eb:MessageId>1@nl.example", "<eb:MessageId>1", "EBMS:0003")]
    [InlineData("a MessageId in angle brackets", "<eb:MessageId>1@nl.example", "<eb:MessageId>&lt;1@nl.example&gt;", "EBMS:0003")]
    [InlineData("a RefToMessageId that is no msg-id", "0@ca.example", "zero", "EBMS:0003")]
    [InlineData("an empty Action", ">publish<", "><", "EBMS:0003")]
    [InlineData("an empty ConversationId", ">c-1<", "><", "EBMS:0003")]
    [InlineData("an extension where the schema has room for any", "</eb:UserMessage>", "</eb:UserMessage><x:a xmlns:x=\"urn:x\"/>", "EBMS:0009")]
    public void What_ebMS_or_the_profile_forbid_beyond_the_schema_is_refused(string rule, string from, string to, string code) =>
        Broken(rule, Headers.User, from, to, EbmsErrorCode.All[code], schemaAgrees: false);

    [Fact]
    public void Bundles_of_messages_are_not_supported_and_an_empty_header_is_none()
    {
        Broken("two user messages", Headers.User, "</eb:UserMessage>", "</eb:UserMessage>" + Headers.User, EbmsErrorCode.PackageFeatureNotSupported, schemaAgrees: false);
        Broken("a signal and a user message", Headers.User, "<eb:UserMessage mpc", Headers.Pull + "<eb:UserMessage mpc", EbmsErrorCode.PackageFeatureNotSupported, schemaAgrees: false);
        Broken("a user message before a signal", Headers.User, "</eb:UserMessage>", "</eb:UserMessage>" + Headers.Pull, EbmsErrorCode.InvalidHeader, schemaAgrees: true);
        HeaderReader.Read(Headers.Messaging(""), out var error).ShouldBeNull();
        error!.Code.ShouldBe(EbmsErrorCode.InvalidHeader);
    }

    [Theory]
    [InlineData("no MessageInfo", Headers.Pull, "<eb:MessageInfo>", "<eb:Other>", true)]
    [InlineData("no kind of signal", Headers.Pull, "<eb:PullRequest mpc=\"urn:example:channel\"/>", "", false)]
    [InlineData("two kinds of signal", Headers.Pull, "</eb:SignalMessage>", "<eb:Error errorCode=\"EBMS:0004\" severity=\"failure\"/></eb:SignalMessage>", false)]
    [InlineData("two pull requests", Headers.Pull, "</eb:SignalMessage>", "<eb:PullRequest/></eb:SignalMessage>", true)]
    [InlineData("a pull request with content", Headers.Pull, "mpc=\"urn:example:channel\"/>", "><x:a xmlns:x=\"urn:x\"/></eb:PullRequest>", false)]
    [InlineData("an unknown signal", Headers.Pull, "</eb:SignalMessage>", "<x:a xmlns:x=\"urn:x\"/></eb:SignalMessage>", false)]
    [InlineData("an error without code", Headers.Errors, "errorCode=\"EBMS:0001\" ", "", true)]
    [InlineData("an error without severity", Headers.Errors, "severity=\"failure\" ", "", true)]
    [InlineData("an error with an unknown attribute", Headers.Errors, "severity=\"failure\" ", "severity=\"failure\" a=\"b\" ", true)]
    [InlineData("a description without language", Headers.Errors, " xml:lang=\"en\"", "", true)]
    [InlineData("detail before description", Headers.Errors, "<eb:Description", "<eb:ErrorDetail>x</eb:ErrorDetail><eb:Description", true)]
    [InlineData("a receipt part without reference", Headers.Receipt, "<d:Reference", "<d:Other xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"/><d:Reference", true)]
    [InlineData("a reference without digest", Headers.Receipt, "<d:DigestValue>AQID</d:DigestValue>", "", true)]
    [InlineData("a digest that is not base64", Headers.Receipt, "AQID", "!", true)]
    [InlineData("a reference without method", Headers.Receipt, "<d:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>", "", true)]
    public void A_signal_that_breaks_a_rule_is_refused(string rule, string signal, string from, string to, bool schemaAgrees) =>
        Broken(rule, signal, from, to, EbmsErrorCode.InvalidHeader, schemaAgrees);

    [Theory]
    [InlineData("a copy of the user message instead of evidence", "<p:NonRepudiationInformation", "<p:Other")]
    public void A_receipt_without_evidence_proves_nothing(string rule, string from, string to) =>
        Broken(rule, Headers.Receipt.Replace("</p:NonRepudiationInformation", "</p:Other", StringComparison.Ordinal), from, to, EbmsErrorCode.InvalidReceipt, schemaAgrees: false);

    [Fact]
    public void The_error_names_the_message_as_soon_as_its_id_was_read()
    {
        HeaderReader.Read(Headers.Messaging(Headers.User.Replace("<eb:Role>Owner</eb:Role>", "", StringComparison.Ordinal)), out var error);
        error!.RefToMessageInError.ShouldBe("1@nl.example");
    }

    [Fact]
    public void The_headers_of_these_tests_are_valid_by_the_schema()
    {
        foreach (var header in new[] { Headers.User, Headers.Pull, Headers.Receipt, Headers.Errors })
        {
            Assert.SkipUnless(Headers.TryValidate(Headers.Messaging(header), out var wrong), "as4/schemas of the public data is not at hand.");
            wrong.ShouldBeEmpty();
        }
    }

    private static void Broken(string rule, string header, string from, string to, EbmsErrorCode code, bool schemaAgrees)
    {
        header.Contains(from, StringComparison.Ordinal).ShouldBeTrue($"the row '{rule}' changes nothing");
        var at = header.IndexOf(from, StringComparison.Ordinal);
        var changed = header[..at] + to + header[(at + from.Length)..];
        if (rule == "no MessageInfo")
        {
            changed = changed.Replace("</eb:MessageInfo>", "</eb:Other>", StringComparison.Ordinal);
        }

        var messaging = Headers.Messaging(changed);
        HeaderReader.Read(messaging, out var error).ShouldBeNull(rule);
        error!.Code.ShouldBe(code, rule);
        if (Headers.TryValidate(messaging, out var wrong))
        {
            wrong.Count.ShouldBe(schemaAgrees ? Math.Max(1, wrong.Count) : 0, $"{rule}: {string.Join("; ", wrong)}");
        }
    }
}
