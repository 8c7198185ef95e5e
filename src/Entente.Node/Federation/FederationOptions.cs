using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Federation;

/// <summary>How this node meets others (section <c>Federation</c>).</summary>
internal sealed record FederationOptions : IValidatableObject
{
    [Description("Address to listen on for partner nodes, for example https://0.0.0.0:5443; apart from the console. Empty: this node exchanges with nobody.")]
    public string Listen { get; init; } = "";

    [Description("Name of this node among all nodes: the country code, then a dot and a name where the country has several. Empty: the country code.")]
    public string PartyId { get; init; } = "";

    [Description("Address by which partners reach this node, as its card says it, for example https://exchange.customs.example/as4. Empty: the address listened on.")]
    public string Endpoint { get; init; } = "";

    [Description("Security suite that partners are asked to use: 2.0, 2.0-EC or 1.15-RSA.")]
    [RegularExpression(@"^(2\.0|2\.0-EC|1\.15-RSA)$")]
    public string Suite { get; init; } = "2.0";

    [Description("Days for which a new key of this node is good; change keys in time before.")]
    [Range(1, 3650)]
    public int KeyDays { get; init; } = 730;

    [Description("Bits of a new RSA key of this node, which suite 1.15-RSA uses: 2048, 3072 or 4096. With 2048 bits a signature takes a third of the time of one with 3072; ask your authority for information security until when it allows that.")]
    [AllowedValues(2048, 3072, 4096)]
    public int RsaBits { get; init; } = 3072;

    public bool IsOn => Listen.Length > 0;

    /// <summary>The address on the card.</summary>
    public string Address => Endpoint.Length > 0 ? new Uri(Endpoint).AbsoluteUri : Listen.Length > 0 ? new Uri(new Uri(Listen), "/as4").AbsoluteUri : "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PartyId.Length > 0 && !Protocol.Federation.PartyId.IsWellFormed(PartyId))
        {
            yield return new("Federation:PartyId: expected a country code, then perhaps a dot and a name of small letters, digits and hyphens: NL.fiod.");
        }

        if (IsOn && !(Uri.TryCreate(Listen, UriKind.Absolute, out var listen) && listen.Scheme == Uri.UriSchemeHttps))
        {
            yield return new("Federation:Listen: expected an https address, for example https://0.0.0.0:5443.");
        }

        if (Endpoint.Length > 0 && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var endpoint) && endpoint.Scheme == Uri.UriSchemeHttps))
        {
            yield return new("Federation:Endpoint: expected an https address, for example https://exchange.customs.example/as4.");
        }
    }
}
