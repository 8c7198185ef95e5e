using System.Text.RegularExpressions;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using static Entente.Tests.As4.EnvelopeText;
using Engine = Entente.Tests.As4.Exchange;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>What an attacker does with a captured message, and how the node answers.</summary>
/// <param name="Expected">The verdict: an EBMS code, <c>receipt</c> for a duplicate, <c>fault</c>, or the status of an empty answer.</param>
/// <param name="Make">The bytes to post.</param>
internal sealed partial record Attack(string Expected, Func<Theatre, Caught, OutgoingMessage> Make)
{
    /// <summary>Whose TLS key the attacker connects with.</summary>
    public Part Via { get; init; } = Part.Sender;

    /// <summary>Whose node is attacked.</summary>
    public Part At { get; init; } = Part.Receiver;

    /// <summary>The verdict for a message of the test service, where it is another: only its own action and service are agreed for it.</summary>
    public string? ExpectedOfTest { get; init; }

    /// <summary>Whether it takes a payload, which a message of the test service has not.</summary>
    public bool NeedsPayload { get; init; }

    public static Dictionary<string, Attack> All { get; } = Build();

    private static Dictionary<string, Attack> Build()
    {
        var all = new Dictionary<string, Attack>
        {
            ["again"] = new("receipt", Same),
            ["again, by another partner"] = new("EBMS:0010", Same) { Via = Part.Third },
            ["back to who sent it"] = new("EBMS:0001", Same) { Via = Part.Receiver, At = Part.Sender },
            ["back to who sent it, by another partner"] = new("EBMS:0001", Same) { Via = Part.Third, At = Part.Sender },
            ["cut short"] = new("fault", (_, caught) => caught.Message with { Body = caught.Message.Body[..^200] }),
            ["with the Content-Type of another package"] = new("fault", (theatre, caught) => caught.Message with { ContentType = theatre.Receipts["note"].ContentType }) { NeedsPayload = true },

            ["with another signer's signature"] = new("EBMS:0101", (theatre, caught) => theatre.Forge(caught.From, caught.To, theatre.SignerOf(Theatre.Third))),
            ["forged by another partner in its own connection"] = new("EBMS:0010", (theatre, caught) => theatre.Forge(caught.From, caught.To, theatre.SignerOf(Theatre.Third))) { Via = Part.Third },
            ["of another partner in this one's connection"] = new("EBMS:0010", (theatre, caught) => theatre.Forge(Theatre.Third, caught.To, theatre.SignerOf(Theatre.Third))),
            ["of another partner, signed by this one"] = new("EBMS:0101", (theatre, caught) => theatre.Forge(Theatre.Third, caught.To, theatre.SignerOf(caught.From))) { Via = Part.Third },
            ["signed by the receiver itself"] = new("EBMS:0101", (theatre, caught) => theatre.Forge(caught.From, caught.To, theatre.SignerOf(caught.To))),
            ["signed by a key in no card"] = new("EBMS:0101", (theatre, caught) => theatre.Forge(Theatre.Third, caught.To, theatre.Untimely("in no card"))) { Via = Part.Third },
            ["signed by a key whose period is over"] = new("EBMS:0101", (theatre, caught) => theatre.Forge(Theatre.Third, caught.To, theatre.Untimely("over"))) { Via = Part.Third },
            ["signed by a key whose period has not begun"] = new("EBMS:0101", (theatre, caught) => theatre.Forge(Theatre.Third, caught.To, theatre.Untimely("not begun"))) { Via = Part.Third },
            ["encrypted for another partner"] = new("EBMS:0102", (theatre, caught) => Own(theatre, caught, security: one => one with { Recipients = [theatre.RecipientOf(Theatre.Third)] })),
            ["encrypted for its sender"] = new("EBMS:0102", (theatre, caught) => Own(theatre, caught, security: one => one with { Recipients = [theatre.RecipientOf(caught.From)] })),
            ["not encrypted"] = new("EBMS:0103", (theatre, caught) => Own(theatre, caught, security: one => one with { Recipients = [] })),
            ["for a third party"] = new("EBMS:0001", (theatre, caught) => theatre.Forge(caught.From, Theatre.Third, theatre.SignerOf(caught.From))),
            ["two months old"] = new("EBMS:0003", (theatre, caught) => Own(theatre, caught, at: Theatre.Now.AddDays(-61))),
            ["of the day after tomorrow"] = new("EBMS:0003", (theatre, caught) => Own(theatre, caught, at: Theatre.Now.AddHours(27))),
            ["with new content under its old id"] = new("receipt", (theatre, caught) => Own(theatre, caught, with: one => one with { MessageId = caught.Message.MessageId! })) { NeedsPayload = true },
            ["for a service that is not agreed"] = new("EBMS:0001", (theatre, caught) => Own(theatre, caught, mode: leg => leg with { Service = new("urn:other:service") })),
            ["under an agreement that is not there"] = new("EBMS:0001", (theatre, caught) => Own(theatre, caught, mode: leg => leg with { Agreement = new("urn:other:agreement") })),
            ["in roles that are not agreed"] = new("EBMS:0010", (theatre, caught) => Own(theatre, caught, mode: leg => leg with { From = leg.From with { Role = leg.To.Role } })),
            ["as a test with a payload that wants an effect"] = new("EBMS:0003", (theatre, caught) => Own(theatre, caught, with: one => one with { Action = EbmsNames.TestAction })),
            ["as a request to pull"] = new("EBMS:0001", (theatre, caught) => As4Writer.PullRequest("urn:entente:pull", Engine.NewId(), theatre.SignedBy(caught.From), Theatre.Now, Given.Random)),
        };
        AddChanges(all);
        AddAlgorithms(all);
        AddBombs(all);
        return all;
    }

    /// <summary>Changes of the envelope that leave its signature as it was.</summary>
    private static void AddChanges(Dictionary<string, Attack> all)
    {
        void Add(string name, string code, Func<string, string> change, string? ofTest = null, bool needsPayload = false) =>
            all[name] = new(code, (_, caught) => Engine.Tampered(caught.Message, change)) { ExpectedOfTest = ofTest, NeedsPayload = needsPayload };

        Add("under another id", "EBMS:0101", envelope => MessageIdText().Replace(envelope, "$1f"));
        Add("under an id without a host", "EBMS:0003", envelope => envelope.Replace("@NL</eb:MessageId>", "</eb:MessageId>", StringComparison.Ordinal).Replace("@CA</eb:MessageId>", "</eb:MessageId>", StringComparison.Ordinal));
        Add("in another conversation", "EBMS:0101", envelope => Conversation().Replace(envelope, "${1}other"));
        Add("with another action", "EBMS:0101", envelope => Action().Replace(envelope, "${1}alert.withdrawn/1"), ofTest: "EBMS:0001");
        Add("as an answer to another", "EBMS:0101", envelope => MessageIdEnd().Replace(Ref().Replace(envelope, ""), "$0<eb:RefToMessageId>1@NL</eb:RefToMessageId>", 1));
        Add("an hour later", "EBMS:0101", envelope => Timestamp().Replace(envelope, "${1}2"));
        Add("with a property more", "EBMS:0101", envelope => envelope.Contains("<eb:MessageProperties>", StringComparison.Ordinal)
            ? envelope.Replace("<eb:MessageProperties>", "<eb:MessageProperties><eb:Property name=\"a\">b</eb:Property>", StringComparison.Ordinal)
            : envelope.Replace("</eb:CollaborationInfo>", "</eb:CollaborationInfo><eb:MessageProperties><eb:Property name=\"a\">b</eb:Property></eb:MessageProperties>", StringComparison.Ordinal));
        Add("with a white space more", "EBMS:0101", envelope => envelope.Replace("<eb:PartyInfo>", "<eb:PartyInfo> ", StringComparison.Ordinal));
        Add("said to be from another partner", "EBMS:0010", envelope => From().Replace(envelope, "${1}SG"));
        Add("said to be from its receiver", "EBMS:0003", envelope => From().Replace(envelope, "${1}" + To().Match(envelope).Groups[2].Value));
        Add("addressed to another", "EBMS:0001", envelope => To().Replace(envelope, "${1}SG"));
        Add("with both parties exchanged", "EBMS:0001", envelope =>
        {
            var (from, to) = (From().Match(envelope).Groups[2].Value, To().Match(envelope).Groups[2].Value);
            return To().Replace(From().Replace(envelope, "${1}" + to), "${1}" + from);
        });
        Add("with another type of payload", "EBMS:0101", envelope => envelope.Replace(">application/json<", ">text/html<", StringComparison.Ordinal), needsPayload: true);
        Add("with a payload elsewhere", "EBMS:0011", envelope => envelope.Replace("href=\"cid:", "href=\"http://127.0.0.1/", StringComparison.Ordinal), needsPayload: true);
        Add("without its security header", "EBMS:0103", envelope => SecurityHeader().Replace(envelope, ""));
        Add("without its signature", "EBMS:0103", envelope => Signature().Replace(envelope, ""));
        Add("with the signature value of nobody", "EBMS:0101", envelope => SignatureValue().Replace(envelope, "<ds:SignatureValue>AAAA</ds:SignatureValue>"));
        Add("with its signature twice", "EBMS:0101", envelope => Signature().Replace(envelope, match => match.Value + match.Value.Replace("Id=\"", "Id=\"x", StringComparison.Ordinal)));
        Add("without its encryption", "EBMS:0103", envelope => EncryptedData().Replace(envelope, ""), needsPayload: true);
        Add("with a header that must be understood", "fault", envelope => envelope.Replace("<eb:Messaging", "<x:go xmlns:x=\"urn:x\" env:mustUnderstand=\"true\"/><eb:Messaging", StringComparison.Ordinal));
        Add("wrapped: the signed header moved, a forged one in its place", "EBMS:0009", envelope => MessagingBlock().Replace(envelope, match => Action().Replace(match.Value, "${1}alert.withdrawn/1").Replace("Id=\"", "Id=\"x", StringComparison.Ordinal) + $"<w>{match.Value}</w>"));
        Add("wrapped: the signed header inside the signature", "EBMS:0009", envelope =>
        {
            var signed = MessagingBlock().Match(envelope).Value;
            return MessagingBlock().Replace(envelope, Action().Replace(signed, "${1}alert.withdrawn/1").Replace("Id=\"", "Id=\"x", StringComparison.Ordinal)).Replace("</ds:Signature>", $"<ds:Object>{signed}</ds:Object></ds:Signature>", StringComparison.Ordinal);
        });
        Add("with a document type", "fault", envelope => "<!DOCTYPE x [<!ENTITY y SYSTEM \"http://127.0.0.1/\">]>" + envelope);
        all["with one bit of its payload changed"] = new("EBMS:0102", (_, caught) => Engine.Repacked(caught.Message, package => package with { Attachments = [Flipped(package.Attachments[0])] })) { NeedsPayload = true };
        all["without its payload"] = new("EBMS:0007", (_, caught) => Engine.Repacked(caught.Message, package => package with { Attachments = [] })) { NeedsPayload = true };
        all["with a payload more"] = new("EBMS:0007", (_, caught) => Engine.Repacked(caught.Message, package => package with { Attachments = [.. package.Attachments, Engine.Part("more@nl.example", [1])] }));
    }

    /// <summary>Weaker algorithms in place of those of the suite: the first of what the message names is exchanged for each of these.</summary>
    private static void AddAlgorithms(Dictionary<string, Attack> all)
    {
        (string What, Regex Now, string[] Weaker, bool NeedsPayload)[] algorithms =
        [
            ("signature", SignatureAlgorithm(),
                ["http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#hmac-sha1", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"], false),
            ("digest", DigestAlgorithm(), ["http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5", "urn:none"], false),
            ("canonical form", CanonicalAlgorithm(), ["http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments", "urn:none"], false),
            ("transform", TransformAlgorithm(), ["http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/TR/1999/REC-xpath-19991116", "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2000/09/xmldsig#base64"], false),
            ("cipher", CipherAlgorithm(), ["http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.w3.org/2001/04/xmlenc#tripledes-cbc", "urn:none"], true),
            ("key encryption", KeyAlgorithmName(), ["http://www.w3.org/2001/04/xmlenc#rsa-1_5", "http://www.w3.org/2001/04/xmlenc#kw-tripledes", "urn:none"], true),
        ];
        foreach (var (what, now, weaker, needsPayload) in algorithms)
        {
            foreach (var other in weaker)
            {
                all[$"with the {what} {other.Split('/', '#', ':')[^1]}"] = new("EBMS:0103", (_, caught) =>
                    Engine.Tampered(caught.Message, envelope => now.Replace(envelope, match => $"{match.Groups[1].Value}{other}\"", 1))) { NeedsPayload = needsPayload };
            }
        }
    }

    private static OutgoingMessage Same(Theatre theatre, Caught caught) => caught.Message;

    /// <summary>A new message of the partner itself, with its own keys, that breaks one rule.</summary>
    private static OutgoingMessage Own(
        Theatre theatre, Caught caught, Func<PMode, PMode>? mode = null, Func<Submission, Submission>? with = null, DateTimeOffset? at = null, Func<OutgoingSecurity, OutgoingSecurity>? security = null) =>
        theatre.Forge(caught.From, caught.To, theatre.SignerOf(caught.From), mode, with, at, security);

    private static MimePart Flipped(MimePart part)
    {
        var content = part.Content.ToArray();
        content[^1] ^= 1;
        return part with { Content = content };
    }

    [GeneratedRegex("(<eb:MessageId>)[0-9a-f]")]
    private static partial Regex MessageIdText();

    [GeneratedRegex("</eb:MessageId>")]
    private static partial Regex MessageIdEnd();

    [GeneratedRegex("<eb:RefToMessageId>.*?</eb:RefToMessageId>")]
    private static partial Regex Ref();

    [GeneratedRegex("(<eb:ConversationId>)[^<]*")]
    private static partial Regex Conversation();

    [GeneratedRegex("(<eb:Action>)[^<]*")]
    private static partial Regex Action();

    [GeneratedRegex("(<eb:Timestamp>[0-9-]*T[0-9:]*[.]?[0-9]*)(?=Z)")]
    private static partial Regex Timestamp();

    [GeneratedRegex("(<eb:From><eb:PartyId[^>]*>)([^<]*)")]
    private static partial Regex From();

    [GeneratedRegex("(<eb:To><eb:PartyId[^>]*>)([^<]*)")]
    private static partial Regex To();

    [GeneratedRegex("(<ds:SignatureMethod Algorithm=\")[^\"]*\"")]
    private static partial Regex SignatureAlgorithm();

    [GeneratedRegex("(<ds:Reference[^>]*>.*?<ds:DigestMethod Algorithm=\")[^\"]*\"", RegexOptions.Singleline)]
    private static partial Regex DigestAlgorithm();

    [GeneratedRegex("(<ds:CanonicalizationMethod Algorithm=\")[^\"]*\"")]
    private static partial Regex CanonicalAlgorithm();

    [GeneratedRegex("(<ds:SignedInfo>.*?<ds:Transform Algorithm=\")[^\"]*\"", RegexOptions.Singleline)]
    private static partial Regex TransformAlgorithm();

    [GeneratedRegex("(<xenc:EncryptedData[^>]*>.*?<xenc:EncryptionMethod Algorithm=\")[^\"]*\"", RegexOptions.Singleline)]
    private static partial Regex CipherAlgorithm();

    [GeneratedRegex("(<xenc:EncryptedKey[^>]*>.*?<xenc:EncryptionMethod Algorithm=\")[^\"]*\"", RegexOptions.Singleline)]
    private static partial Regex KeyAlgorithmName();
}
