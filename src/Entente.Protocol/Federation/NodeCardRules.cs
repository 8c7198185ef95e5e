using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Protocol.Faults;
using Entente.Protocol.Reference;

namespace Entente.Protocol.Federation;

/// <summary>What the form of JSON cannot say of a card. Certificates are only counted here: whoever knows X.509 reads them.</summary>
internal static partial class NodeCardRules
{
    private const int LongestName = 200;
    private const int LongestAddress = 300;
    private const int LongestCertificate = 4096;
    private const int LongestKind = 80;

    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first thing that is wrong, or <see langword="null"/>.</summary>
    public static Fault? Check(NodeCard card) =>
        card.Card != 1 ? Malformed($"This node reads cards of form 1, not {card.Card}.", "$.card")
        : CheckIdentity(card.Party, card.Name, card.Country, card.Endpoint, card.Version) is { } identity ? identity
        : !IsSuite(card.Suite) ? Malformed("A suite is a short name, for example 2.0.", "$.suite")
        : card.IssuedAt.Offset != TimeSpan.Zero || card.IssuedAt > Latest ? Malformed("Instants are in UTC.", "$.issuedAt")
        : card.Keys.Count is 0 or > NodeCard.MostKeys ? Malformed($"A card has 1 to {NodeCard.MostKeys} keys.", "$.keys")
        : card.Keys.Select(CheckKey).FirstOrDefault(fault => fault is not null) is { } key ? key
        : card.Keys.Select(one => Convert.ToHexString(one.Certificate.Span)).Distinct(StringComparer.Ordinal).Count() < card.Keys.Count
            ? Malformed("A certificate is listed twice.", "$.keys")
        : card.Reads.Count > NodeCard.MostKinds ? Malformed($"A card lists at most {NodeCard.MostKinds} kinds.", "$.reads")
        : card.Reads.Select(CheckKind).FirstOrDefault(fault => fault is not null) is { } kind ? kind
        : card.Reads.Distinct(StringComparer.Ordinal).Count() < card.Reads.Count ? Malformed("A kind is listed twice.", "$.reads")
        : !IsVerifierKey(card.Log) ? Malformed("A key of a log is written as its name, its id and itself.", "$.log")
        : !IsVerifierKey(card.Witness) ? Malformed("A key of a witness is written as its name, its id and itself.", "$.witness")
        : null;

    /// <summary>What a card and a partner file have in common.</summary>
    public static Fault? CheckIdentity(string party, string name, string country, string endpoint, long version) =>
        !PartyId.IsWellFormed(party) ? Malformed("A party id is a country code, then perhaps a dot and a name of small letters, digits and hyphens.", "$.party")
        : country != PartyId.CountryOf(party) || Countries.Find(country) is null ? Malformed("The country is that of the party id, by its code of ISO 3166-1.", "$.country")
        : !IsName(name) ? Malformed($"A name has 1 to {LongestName} characters and none that is invisible.", "$.name")
        : CheckEndpoint(endpoint) is { } wrong ? new(FaultCode.PartnerCardAddress, wrong, "$.endpoint")
        : version is < 1 or > 1_000_000_000 ? Malformed("Versions are numbered from 1.", "$.version")
        : null;

    public static bool IsSuite(string suite) => Suite().IsMatch(suite);

    // What a person reads must be what is connected to: no other notation of a host, no part that a reader of addresses would drop or turn.
    private static string? CheckEndpoint(string address) =>
        address.Length > LongestAddress ? $"An address has at most {LongestAddress} characters."
        : !address.StartsWith("https://", StringComparison.Ordinal) ? "The address begins with https://."
        : !Address().IsMatch(address) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.AbsoluteUri != address
            ? "The address is written plainly: https://host/path or https://host:port/path, in small ASCII letters, without user, query or fragment."
        : null;

    private static Fault? CheckKey(CardKey? key, int at) =>
        key is null ? Malformed("A key is an object.", Place("keys", at))
        : key.Certificate.Length is 0 or > LongestCertificate ? Malformed($"A certificate has at most {LongestCertificate} bytes.", Place("keys", at))
        : key.From.Offset != TimeSpan.Zero || key.Until.Offset != TimeSpan.Zero ? Malformed("Instants are in UTC.", Place("keys", at))
        : key.From >= key.Until || key.Until > Latest ? Malformed("A period begins before it ends.", Place("keys", at))
        : null;

    private static Fault? CheckKind(string? kind, int at) =>
        kind is { Length: <= LongestKind } && Kind().IsMatch(kind) ? null : Malformed("A kind is written as alert.published/1.", Place("reads", at));

    private static bool IsName(string name) =>
        name.Trim() is { Length: > 0 and <= LongestName } trimmed && trimmed == name && name.All(letter => char.GetUnicodeCategory(letter)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned));

    private static bool IsVerifierKey(string? key) => key is null || (key.Length <= LongestAddress && VerifierKey().IsMatch(key));

    private static string Place(string member, int at) => string.Create(CultureInfo.InvariantCulture, $"$.{member}[{at}]");

    private static Fault Malformed(string detail, string? at = null) => new(FaultCode.PartnerCardMalformed, detail, at);

    [GeneratedRegex(@"\Ahttps://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~-]+)+/?\z")]
    private static partial Regex Address();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9./-]{0,199}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43,44}={0,2}\z")]
    private static partial Regex VerifierKey();

    [GeneratedRegex(@"\A[0-9A-Za-z][0-9A-Za-z.-]{0,19}\z")]
    private static partial Regex Suite();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*(\.[a-z0-9-]+)*/[1-9][0-9]{0,3}\z")]
    private static partial Regex Kind();
}
