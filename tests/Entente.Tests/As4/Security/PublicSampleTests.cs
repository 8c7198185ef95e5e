using System.Security.Cryptography.X509Certificates;
using Entente.As4.Security;
using Entente.As4.Soap;

namespace Entente.Tests.As4.Security;

/// <summary>A message and keys that other products made.</summary>
public sealed class PublicSampleTests
{
    private const string Sample = "as4/samples/as4-soap-signed-message.txt";

    private static readonly DateTimeOffset Signed = new(2016, 9, 23, 12, 34, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_that_another_product_signed_verifies()
    {
        Certificate? came = null;
        var demands = new IncomingSecurity
        {
            Suites = [SecuritySuite.Rsa],
            AcceptSigner = (claim, _) => came = claim.ShouldBeOfType<SignerClaim.Certificates>().Path.ShouldHaveSingleItem(),
            Limits = new SecurityLimits { RsaBits = 1024 },
        };

        var verified = Given.Verified(MessageSecurity.Verify(Read(), [], demands, Signed));

        verified.Signer.ShouldBe(came);
        verified.Signer.Subject.Text.ShouldBe("CN=PartyA,OU=Examples,O=Holodeck_B2B_project,L=ExampleLocation,ST=ExampleState,C=EX");
        verified.References.Select(reference => reference.Uri).ShouldBe(["#header-c8783d04-c792-46ac-a43e-17cbf160a778", "#body-c9c493a9-30db-4730-959b-ca6a30d506d3"]);
        Given.Refused(MessageSecurity.Verify(Read(), [], demands with { Limits = SecurityLimits.Default }, Signed)).Code.Id.ShouldBe("EBMS:0103");
        Given.Refused(MessageSecurity.Verify(Read(), [], demands, Signed.AddYears(4))).Code.Id.ShouldBe("EBMS:0101");
    }

    [Fact]
    public void A_change_of_that_message_is_seen()
    {
        var envelope = Read();
        envelope.SelectSingleNode("//*[local-name()='ConversationId']")!.FirstChild!.Value = "another";
        var demands = new IncomingSecurity
        {
            Suites = [SecuritySuite.Rsa],
            AcceptSigner = (claim, _) => ((SignerClaim.Certificates)claim).Path[0],
            Limits = new SecurityLimits { RsaBits = 1024 },
        };

        Given.Refused(MessageSecurity.Verify(envelope, [], demands, Signed)).Code.Id.ShouldBe("EBMS:0101");
    }

    [Fact]
    public void A_message_for_two_access_points_is_read_by_each_alone_and_by_whoever_holds_both_keys()
    {
        var (a, b) = (Load("A", "Pz4cZK4SULUwmraZa"), Load("B", "Pz4cZK4SULUwmraZb"));
        var parts = Given.TwoParts;
        foreach (var token in new[] { TokenReference.BinarySecurityToken, TokenReference.SubjectKeyIdentifier, TokenReference.IssuerSerial })
        {
            foreach (var keys in new DecryptionKey[][] { [a], [b], [b, a] })
            {
                var secured = Given.Secured(SecuritySuite.Rsa, parts, settings => settings with { Recipients = [a.Certificate, b.Certificate], RecipientToken = token });

                var verified = Given.Verified(Given.Verify(secured, Given.Incoming(SecuritySuite.Rsa) with { DecryptionKeys = keys }));

                verified.Parts.Select(part => part.Content.ToArray()).ShouldBe(parts.Select(part => part.Content.ToArray()));
                verified.DecryptedFor.ShouldBe(keys.Length == 1 ? keys[0].Certificate : a.Certificate);
            }
        }
    }

    private static System.Xml.XmlDocument Read() =>
        SoapXml.TryRead(File.ReadAllBytes(PublicData.Need(Sample)), new EnvelopeLimits(), out var envelope, out var error) ? envelope : throw new InvalidDataException(error.Detail);

    private static DecryptionKey Load(string name, string password)
    {
        using var loaded = X509CertificateLoader.LoadPkcs12FromFile(PublicData.Need($"as4/keys/AccessPoint{name}.pfx"), password, X509KeyStorageFlags.Exportable);
        using var key = loaded.GetRSAPrivateKey()!;
        return new DecryptionKey(PrivateKey.FromPkcs8(key.ExportPkcs8PrivateKey()), Certificate.TryParse(loaded.RawData)!);
    }
}
