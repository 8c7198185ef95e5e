using System.Text;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.As4.Security.Xml;

namespace Entente.Tests.As4.Security;

/// <summary>What partners may agree on, and what the limits leave room for.</summary>
public sealed class AgreedTests
{
    [Theory]
    [InlineData("1.15-RSA")]
    [InlineData("2.0")]
    [InlineData("2.0-EC")]
    public void Where_signing_alone_is_agreed_the_whole_chain_is_sent_and_the_leaf_alone_refused(string name)
    {
        var suite = SecuritySuite.All[name];
        var demands = Given.Incoming(suite) with { EncryptionRequired = false, CertificatePathRequired = true };
        OutgoingSecurity SignOnly(OutgoingSecurity settings, TokenReference token) => settings with { Recipients = [], SigningToken = token };
        var path = Given.Secured(suite, Given.TwoParts, settings => SignOnly(settings, TokenReference.CertificatePath));
        var leaf = Given.Secured(suite, Given.TwoParts, settings => SignOnly(settings, TokenReference.BinarySecurityToken));

        Given.Verified(Given.Verify(path, demands)).DecryptedFor.ShouldBeNull();
        Given.Refused(Given.Verify(leaf, demands)).Code.Id.ShouldBe("EBMS:0103");
        Given.Refused(Given.Verify(path, Given.Incoming(suite))).Code.Id.ShouldBe("EBMS:0103");
    }

    [Fact]
    public void A_changed_attachment_that_is_only_signed_is_refused()
    {
        var sent = new Sent(SecuritySuite.Rsa, settings => settings with { Recipients = [] });
        sent.Demands = sent.Demands with { EncryptionRequired = false };
        Given.Verified(sent.Verify());

        sent.FlipPart(1, 1234);

        Given.Refused(sent.Verify()).Code.Id.ShouldBe("EBMS:0101");
    }

    [Theory]
    [InlineData("1.15-RSA")]
    [InlineData("2.0")]
    [InlineData("2.0-EC")]
    public void A_sender_unknown_before_is_accepted_by_its_chain_to_an_anchor(string name)
    {
        var suite = SecuritySuite.All[name];
        var chain = Given.Partner(suite).Chain;
        var secured = Given.Secured(suite, Given.TwoParts, settings => settings with { SigningToken = TokenReference.CertificatePath });
        IncomingSecurity Anchored(Certificate anchor) => Given.Incoming(suite) with { AcceptSigner = new AnchoredSigners([anchor]).Accept };
        using var other = Partner.Key(suite.Signing);

        Given.Verified(Given.Verify(secured, Anchored(chain[2]))).Signer.ShouldBe(chain[0]);
        Given.Refused(Given.Verify(secured, Anchored(Partner.Certify("CN=Root,O=Customs Union,C=EU", other, (other, null), authority: true)))).Code.Id.ShouldBe("EBMS:0101");
        MessageSecurity.Verify(Given.Travelled(secured.Envelope), secured.Parts, Anchored(chain[2]), Given.Now.AddYears(3))
            .ShouldBeOfType<SecurityVerdict.Refused>().Error.Code.Id.ShouldBe("EBMS:0101");
    }

    [Fact]
    public void A_message_without_attachments_is_signed_and_nothing_is_encrypted()
    {
        foreach (var suite in SecuritySuite.All.Values)
        {
            var secured = Given.Secured(suite, []);

            Given.Verified(Given.Verify(secured, Given.Incoming(suite))).References.Count.ShouldBe(2);
        }
    }

    [Fact]
    public void Both_keys_of_a_rotation_read_and_the_message_says_which()
    {
        var suite = SecuritySuite.Edwards;
        var (old, fresh) = (Given.Partner(suite).Recipient, Partner.NewRecipient(suite, "CN=receiving node,O=CBSA,C=CA"));
        var demands = Given.Incoming(suite) with { DecryptionKeys = [old, fresh] };

        foreach (var key in new[] { old, fresh })
        {
            var secured = Given.Secured(suite, Given.TwoParts, settings => settings with { Recipients = [key.Certificate] });

            Given.Verified(Given.Verify(secured, demands)).DecryptedFor.ShouldBe(key.Certificate);
        }
    }

    [Fact]
    public void Two_hundred_attachments_pass()
    {
        var parts = Enumerable.Range(0, 200).Select(i => Given.Part($"part-{i}@nl.example", "application/gzip", $"content {i}")).ToList();

        Given.Verified(Given.Verify(Given.Secured(SecuritySuite.Edwards, parts), Given.Incoming(SecuritySuite.Edwards))).Parts.Count.ShouldBe(200);
    }

    [Fact]
    public void An_attachment_is_copied_once_each_way()
    {
        const int Size = 8 * 1024 * 1024;
        MimePart[] parts = [Given.Part("a@nl.example", "application/gzip", new byte[Size])];
        var demands = Given.Incoming(SecuritySuite.Edwards);
        Given.Verified(Given.Verify(Given.Secured(SecuritySuite.Edwards, parts), demands));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var secured = Given.Secured(SecuritySuite.Edwards, parts);
        var between = GC.GetAllocatedBytesForCurrentThread();
        Given.Verified(Given.Verify(secured, demands));

        (between - before).ShouldBeInRange(Size, Size + Size / 8);
        (GC.GetAllocatedBytesForCurrentThread() - between).ShouldBeInRange(Size, Size + Size / 8);
    }

    [Theory]
    [InlineData("plain@nl.example", "cid:plain@nl.example")]
    [InlineData("a/b c%d@nl.example", "cid:a%2Fb%20c%25d@nl.example")]
    [InlineData("a+b=é@nl.example", "cid:a+b=%C3%A9@nl.example")]
    public void A_Content_ID_of_any_characters_is_found_again(string contentId, string uri)
    {
        var secured = Given.Secured(SecuritySuite.Edwards, [Given.Part(contentId, "image/png", "content")]);

        secured.References[2].Uri.ShouldBe(uri);
        Given.Verified(Given.Verify(secured, Given.Incoming(SecuritySuite.Edwards)));
    }

    [Theory]
    [InlineData("text/xml; charset=utf-8", "<?xml version='1.0'?>\n<a  b='1' ><!-- gone --></a>\n", "<a b=\"1\"></a>")]
    [InlineData("application/vnd.wco+xml", "<a><b/></a>", "<a><b></b></a>")]
    [InlineData("text/plain", "one\ntwo\r\nthree\rfour", "one\r\ntwo\r\nthree\r\nfour")]
    [InlineData("text/plain", "one\r\n", "one\r\n")]
    [InlineData("application/json", "{ }\n", "{ }\n")]
    [InlineData("application/gzip", "<a  >\n", "<a  >\n")]
    public void What_is_handed_over_is_what_was_digested(string type, string content, string digested)
    {
        var secured = Given.Secured(SecuritySuite.Edwards, [Given.Part("a@nl.example", type, content)]);

        var part = Given.Verified(Given.Verify(secured, Given.Incoming(SecuritySuite.Edwards))).Parts.ShouldHaveSingleItem();

        Encoding.UTF8.GetString(part.Content.Span).ShouldBe(digested);
        part.Header("Content-Type").ShouldBe(type);
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")]
    public void Attached_XML_that_cannot_be_made_canonical_is_refused(string content)
    {
        var sent = new Sent(SecuritySuite.Edwards, parts: [Given.Part("a@nl.example", "application/json", content)]);

        sent.Set("EncryptedData", "MimeType", "application/xml");

        Given.Refused(sent.Verify()).Code.Id.ShouldBe("EBMS:0101");
    }

    [Fact]
    public void A_prefix_list_and_a_signed_token_are_read_as_other_products_write_them()
    {
        var sent = new Sent(SecuritySuite.Rsa);
        foreach (var method in new[] { sent.One("CanonicalizationMethod"), sent.All("Transform").First(transform => transform.GetAttribute("Algorithm") == Algorithms.ExclusiveC14N) })
        {
            sent.Add(method, "ec", "InclusiveNamespaces", Algorithms.ExclusiveC14N).SetAttribute("PrefixList", "unused env");
        }

        var token = sent.Copy(sent.Reference(1), sent.SignedInfo);
        token.SetAttribute("URI", "#" + sent.One("BinarySecurityToken").GetAttribute("Id", Namespaces.Wsu));
        sent.Redigest(sent.One("BinarySecurityToken"));
        Redigest(sent, 0, ExclusiveXml.Of(sent.Messaging, "unused", "env"));
        sent.Text("SignatureValue", Convert.ToBase64String(Given.Partner(sent.Suite).SigningKey.Sign(ExclusiveXml.Of(sent.SignedInfo, "unused", "env").Span)));

        Given.Verified(sent.Verify()).References.Count.ShouldBe(5);
    }

    public static TheoryData<int, string?> Clocks => new()
    {
        { 0, null },
        { 9, null }, // the message lives five minutes, and clocks may differ by five
        { 11, "EBMS:0103" },
        { -4, null },
        { -6, "EBMS:0103" },
    };

    [Theory]
    [MemberData(nameof(Clocks))]
    public void A_message_with_a_Timestamp_is_fresh_for_as_long_as_it_says(int minutes, string? code)
    {
        var sent = new Sent(SecuritySuite.P256, settings => settings with { Lifetime = TimeSpan.FromMinutes(5) });

        var verdict = MessageSecurity.Verify(sent.Envelope, sent.Parts, sent.Demands, Given.Now.AddMinutes(minutes));

        (verdict as SecurityVerdict.Refused)?.Error.Code.Id.ShouldBe(code);
        (verdict is SecurityVerdict.Verified).ShouldBe(code is null);
    }

    [Theory]
    [InlineData("EBMS:0101", "changed")]
    [InlineData("EBMS:0103", "unsigned")]
    [InlineData("EBMS:0103", "twice")]
    [InlineData("EBMS:0103", "unreadable")]
    public void A_Timestamp_that_was_tampered_with_is_refused(string code, string how)
    {
        var sent = new Sent(SecuritySuite.Edwards, settings => settings with { Lifetime = TimeSpan.FromMinutes(5) });
        switch (how)
        {
            case "changed":
                sent.Text("Expires", "2030-01-01T00:00:00Z");
                break;
            case "unsigned":
                sent.SignedInfo.RemoveChild(sent.Reference(2));
                sent.Resign();
                break;
            case "twice":
                sent.Copy(sent.One("Timestamp"), sent.Security).RemoveAllAttributes();
                break;
            default:
                sent.Text("Created", "yesterday");
                sent.Redigest(sent.One("Timestamp"));
                sent.Resign();
                break;
        }

        Given.Refused(sent.Verify()).Code.Id.ShouldBe(code);
    }

    [Fact]
    public void Settings_that_do_not_go_together_are_an_error_of_ours()
    {
        var other = Given.Partner(SecuritySuite.P256);
        foreach (var vary in new Func<OutgoingSecurity, OutgoingSecurity>[]
        {
            settings => settings with { SigningKey = other.SigningKey },
            settings => settings with { SigningChain = [] },
            settings => settings with { SigningChain = other.Chain },
            settings => settings with { Recipients = [other.Recipient.Certificate] },
            settings => settings with { RecipientToken = TokenReference.CertificatePath },
        })
        {
            Should.Throw<ArgumentException>(() => Given.Secured(SecuritySuite.Edwards, Given.TwoParts, vary));
        }
    }

    [Fact]
    public void A_signer_is_never_believed_because_the_certificate_came_along()
    {
        var sent = new Sent(SecuritySuite.Edwards);
        var asked = 0;
        sent.Demands = sent.Demands with
        {
            AcceptSigner = (_, _) =>
            {
                asked++;
                return null;
            },
        };

        Given.Refused(sent.Verify()).Code.Id.ShouldBe("EBMS:0101");
        asked.ShouldBe(1);
    }

    private static void Redigest(Sent sent, int reference, ReadOnlyMemory<byte> octets) =>
        sent.Text("DigestValue", Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(octets.Span)), reference);
}
