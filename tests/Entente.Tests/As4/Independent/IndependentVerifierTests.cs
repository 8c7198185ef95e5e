using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.Tests.As4.Security;

namespace Entente.Tests.As4.Independent;

/// <summary>What we write, read by a program that shares nothing with us.</summary>
public sealed class IndependentVerifierTests
{
    public static TheoryData<string, TokenReference, bool> Messages()
    {
        var rows = new TheoryData<string, TokenReference, bool>();
        foreach (var suite in SecuritySuite.All.Keys)
        {
            rows.Add(suite, TokenReference.BinarySecurityToken, true);
            rows.Add(suite, TokenReference.SubjectKeyIdentifier, true);
            rows.Add(suite, TokenReference.IssuerSerial, true);
            rows.Add(suite, TokenReference.CertificatePath, false);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_of_ours_is_verified_and_read_by_an_independent_program_and_a_changed_one_refused(string name, TokenReference token, bool encrypted)
    {
        await IndependentVerifier.NeedAsync();
        var suite = SecuritySuite.All[name];
        MimePart[] parts =
        [
            .. Given.TwoParts,
            Given.Part("text@nl.example", "text/plain", "one\r\ntwo\r\n"),
            Given.Part("xml@nl.example", "text/xml", "<a:b xmlns:a=\"urn:a\" c=\"d\"></a:b>"),
        ];
        var secured = Given.Secured(suite, parts, settings => settings with
        {
            SigningToken = token,
            Recipients = encrypted ? settings.Recipients : [],
            RecipientToken = token == TokenReference.CertificatePath ? TokenReference.SubjectKeyIdentifier : token,
        });

        var good = await JudgeAsync(suite, secured.Envelope.OuterXml, secured.Parts);

        good.GetProperty("good").GetBoolean().ShouldBeTrue(good.ToString());
        good.GetProperty("suite").GetString().ShouldBe(name);
        good.GetProperty("encrypted").GetBoolean().ShouldBe(encrypted);
        foreach (var part in parts)
        {
            good.GetProperty("parts").GetProperty(part.ContentId).GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(part.Content.Span)));
        }

        var changed = secured.Parts.ToArray();
        var octets = changed[0].Content.ToArray();
        octets[500] ^= 1;
        changed[0] = changed[0] with { Content = octets };
        (await JudgeAsync(suite, secured.Envelope.OuterXml, changed)).GetProperty("good").GetBoolean().ShouldBeFalse();

        var header = secured.Envelope.OuterXml.Replace("1@nl.example", "2@nl.example", StringComparison.Ordinal);
        var refused = await JudgeAsync(suite, header, secured.Parts);
        refused.GetProperty("good").GetBoolean().ShouldBeFalse();
        refused.GetProperty("why").GetString().ShouldEndWith("was changed");
    }

    private static Task<JsonElement> JudgeAsync(SecuritySuite suite, string envelope, IReadOnlyList<MimePart> parts)
    {
        var root = new MimePart("root@nl.example",
            [new("Content-Type", "application/soap+xml; charset=UTF-8"), new("Content-Transfer-Encoding", "binary"), new("Content-ID", "<root@nl.example>")], Encoding.UTF8.GetBytes(envelope));
        var (contentType, body) = MultipartWriter.Write(new MimePackage(root, parts), Given.Random);
        return IndependentVerifier.JudgeAsync(contentType, body, Given.Partner(suite).Chain[0], Given.Partner(suite).Recipient.Key);
    }
}
