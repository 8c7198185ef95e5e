using System.Text;
using Entente.As4.Security;
using Entente.As4.Security.Xml;
using Entente.As4.Soap;

namespace Entente.Tests.As4.Security;

public sealed class FlippedTests
{
    /// <summary>A flip outside of what is signed, in the name of a prefix for example, may pass; what comes out is then what was sent. Nothing may be thrown.</summary>
    [Theory]
    [InlineData("1.15-RSA", 1)]
    [InlineData("2.0", 2)]
    [InlineData("2.0-EC", 3)]
    public void Any_flipped_character_is_refused_or_changes_nothing(string name, int seed)
    {
        var suite = SecuritySuite.All[name];
        var secured = Given.Secured(suite, Given.TwoParts);
        var good = Given.Verified(Given.Verify(secured, Given.Incoming(suite)));
        var sent = Encoding.UTF8.GetBytes(secured.Envelope.OuterXml);
        var random = new Random(seed);
        var (refused, unread) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var changed = (byte[])sent.Clone();
            changed[random.Next(changed.Length)] = (byte)random.Next(32, 127);
            if (!SoapXml.TryRead(changed, new EnvelopeLimits(), out var envelope, out _))
            {
                unread++;
                continue;
            }

            switch (MessageSecurity.Verify(envelope, secured.Parts, Given.Incoming(suite), Given.Now))
            {
                case SecurityVerdict.Refused:
                    refused++;
                    break;
                case SecurityVerdict.Verified verified:
                    ExclusiveXml.Of(verified.Messaging).ToArray().ShouldBe(ExclusiveXml.Of(good.Messaging).ToArray());
                    verified.Parts.Select(part => part.Content.ToArray()).ShouldBe(good.Parts.Select(part => part.Content.ToArray()));
                    verified.Signer.ShouldBe(good.Signer);
                    break;
            }
        }

        refused.ShouldBeGreaterThan(400);
        unread.ShouldBeInRange(1, 500);
    }
}
