using Entente.As4.Security;

namespace Entente.Tests.As4.Security;

public sealed class RoundTripTests
{
    public static TheoryData<string, TokenReference, TokenReference> SuitesAndTokens()
    {
        var rows = new TheoryData<string, TokenReference, TokenReference>();
        foreach (var suite in SecuritySuite.All.Keys)
        {
            foreach (var signing in Enum.GetValues<TokenReference>())
            {
                foreach (var recipient in Enum.GetValues<TokenReference>().Where(kind => kind != TokenReference.CertificatePath))
                {
                    rows.Add(suite, signing, recipient);
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(SuitesAndTokens))]
    public void A_message_comes_out_as_it_went_in(string name, TokenReference signing, TokenReference recipient)
    {
        var suite = SecuritySuite.All[name];
        var parts = Given.TwoParts;
        var secured = Given.Secured(suite, parts, settings => settings with { SigningToken = signing, RecipientToken = recipient });

        var verified = Given.Verified(Given.Verify(secured, Given.Incoming(suite)));

        verified.Parts.Select(part => part.ContentId).ShouldBe(parts.Select(part => part.ContentId));
        verified.Parts.Select(part => part.Header("Content-Type")).ShouldBe(parts.Select(part => part.Header("Content-Type")));
        verified.Parts.Select(part => part.Content.ToArray()).ShouldBe(parts.Select(part => part.Content.ToArray()));
        secured.Parts.Zip(parts, (sent, given) => sent.Content.Length - given.Content.Length).ShouldAllBe(longer => longer == 28);
        verified.Suite.ShouldBe(suite);
        verified.Signer.ShouldBe(Given.Partner(suite).Chain[0]);
        verified.DecryptedFor.ShouldBe(Given.Partner(suite).Recipient.Certificate);
        verified.References.Select(reference => reference.Xml).ShouldBe(secured.References.Select(reference => reference.Xml));
        verified.References.Count.ShouldBe(4);
    }
}
