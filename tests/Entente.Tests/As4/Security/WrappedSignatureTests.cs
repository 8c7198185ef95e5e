using System.Xml;
using Entente.As4.Security;
using Entente.As4.Security.Xml;

namespace Entente.Tests.As4.Security;

/// <summary>
/// Signature wrapping: what was signed is kept somewhere, where the signature still finds it, and something else is put where it will be read. The eight
/// rows follow the permutations that Somorovsky and others published for SAML in 2012, with eb:Messaging in the place of the assertion.
/// </summary>
public sealed class WrappedSignatureTests
{
    private static readonly Dictionary<string, (string Code, Action<Sent> Change)> Rows = new()
    {
        ["1: signed block beside a new one, in a wrapper in the Header"] = ("EBMS:0101", sent => Replace(sent, (old, _) => sent.Wrap(old, sent.Header))),
        ["2: signed block before the new one"] = ("EBMS:0103", sent => Replace(sent, (old, _) => sent.Header.PrependChild(old))),
        ["3: signed block after the new one"] = ("EBMS:0103", sent => Replace(sent, (old, _) => sent.Header.AppendChild(old))),
        ["4: signed block inside the new one"] = ("EBMS:0101", sent => Replace(sent, (old, changed) => changed.AppendChild(old))),
        ["5: new block inside the signed one"] = ("EBMS:0101", sent => sent.Messaging.AppendChild(Changed(sent.Messaging))),
        ["6: signed block in the security header"] = ("EBMS:0101", sent => Replace(sent, (old, _) => sent.Wrap(old, sent.Security))),
        ["7: signed block in an Object of the signature"] = ("EBMS:0101", sent => Replace(sent, (old, _) => sent.Add(sent.One("Signature"), "ds", "Object", Namespaces.Ds).AppendChild(old))),
        ["8: signed block in the Body"] = ("EBMS:0103", sent => Replace(sent, (old, _) => sent.Wrap(old, sent.One("Body")))),
        ["signed block and new one of the same name"] = ("EBMS:0101", sent => Replace(sent, (old, changed) =>
        {
            sent.Wrap(old, sent.Header);
            Sent.Rename(changed, Sent.IdOf(old));
        })),
        ["signed block renamed beside a new one of the same name"] = ("EBMS:0101", sent => Replace(sent, (old, changed) =>
        {
            Sent.Rename(changed, Sent.IdOf(old));
            sent.Add(sent.Header, "x", "Messaging", "urn:x").With("wsu", "Id", Namespaces.Wsu, Sent.IdOf(old)).AppendChild(old.FirstChild!.CloneNode(deep: true));
        })),
        ["signed block in another Envelope inside the Header"] = ("EBMS:0101", sent => Replace(sent, (old, _) =>
            sent.Add(sent.Header, "env", "Envelope", Namespaces.Soap12).AppendChild(old))),
        ["signed Body in a wrapper, new Body with a payload"] = ("EBMS:0103", sent => ReplaceBody(sent, body => sent.Add(body, "x", "Payload", "urn:x"))),
        ["signed Body in a wrapper, new empty Body"] = ("EBMS:0101", sent => ReplaceBody(sent, _ => { })),
        ["signed Timestamp in a wrapper"] = ("EBMS:0103", sent =>
        {
            var fresh = (XmlElement)sent.One("Timestamp").CloneNode(deep: true);
            fresh.With("wsu", "Id", Namespaces.Wsu, "fresh");
            sent.Wrap(sent.One("Timestamp"), sent.Security);
            sent.Security.PrependChild(fresh);
        }),
        ["signed Timestamp in the Header, new one in its place"] = ("EBMS:0101", sent =>
        {
            var fresh = (XmlElement)sent.One("Timestamp").CloneNode(deep: true);
            fresh.With("wsu", "Id", Namespaces.Wsu, "fresh");
            sent.Wrap(sent.One("Timestamp"), sent.Header);
            sent.Security.PrependChild(fresh);
        }),
    };

    public static TheoryData<string> Cases() => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrapped_signature_is_refused(string row)
    {
        var sent = new Sent(SecuritySuite.Edwards, settings => settings with { Lifetime = TimeSpan.FromMinutes(5) });
        Given.Verified(sent.Verify());
        var (code, change) = Rows[row];

        change(sent);

        Given.Refused(sent.Verify()).Code.Id.ShouldBe(code);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrapped_signature_by_the_plain_id_is_refused(string row)
    {
        var sent = new Sent(SecuritySuite.Edwards, settings => settings with { Lifetime = TimeSpan.FromMinutes(5) });
        sent.SignByPlainId();
        Given.Verified(sent.Verify());
        var (code, change) = Rows[row];

        change(sent);

        Given.Refused(sent.Verify()).Code.Id.ShouldBe(code);
    }

    [Fact]
    public void The_plain_id_counts_for_the_header_of_ebMS_and_for_nothing_else()
    {
        var sent = new Sent(SecuritySuite.Edwards);
        var body = sent.One("Body");
        var id = Sent.IdOf(body);
        body.RemoveAttribute("Id", Namespaces.Wsu);
        body.SetAttribute("id", id);
        sent.Redigest(body);
        sent.Resign();

        Given.Refused(sent.Verify()).Code.Id.ShouldBe("EBMS:0101");
    }

    private static void Replace(Sent sent, Action<XmlElement, XmlElement> place)
    {
        var old = sent.Messaging;
        var changed = Changed(old);
        old.ParentNode!.ReplaceChild(changed, old);
        place(old, changed);
    }

    private static XmlElement Changed(XmlElement messaging)
    {
        var changed = (XmlElement)messaging.CloneNode(deep: true);
        Sent.Rename(changed, "changed");
        changed.SelectSingleNode(".//*[local-name()='MessageId']")!.FirstChild!.Value = "2@attacker.example";
        return changed;
    }

    private static void ReplaceBody(Sent sent, Action<XmlElement> fill)
    {
        var old = sent.One("Body");
        var changed = (XmlElement)old.CloneNode(deep: true);
        changed.With("wsu", "Id", Namespaces.Wsu, "changed");
        old.ParentNode!.ReplaceChild(changed, old);
        sent.Add(sent.Header, "x", "Wrapper", "urn:x").AppendChild(old);
        fill(changed);
    }
}
