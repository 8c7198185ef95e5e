using System.Globalization;
using System.Security.Cryptography;
using Entente.Protocol.Faults;

namespace Entente.Protocol.Federation;

/// <summary>What the form of JSON cannot say of a partner file. Certificates are only counted here: whoever knows X.509 reads them.</summary>
internal static class PartnerFileRules
{
    private const int LongestText = 300;
    private const int MostIds = 5;
    private const int MostServices = 50;
    private const int MostActions = 100;

    /// <summary>The first thing that is wrong, or <see langword="null"/>.</summary>
    public static Fault? Check(PartnerFile file) =>
        file.Form != 1 ? Malformed($"This node reads partner files of form 1, not {file.Form}.", "$.partnerFile")
        : NodeCardRules.CheckIdentity(file.Party, file.Name, file.Country, file.Endpoint, file.Version) is { } identity
            ? identity.Code == FaultCode.PartnerCardMalformed ? identity with { Code = FaultCode.PartnerFileMalformed } : identity
        : !NodeCardRules.IsSuite(file.Suite) ? Malformed("A suite is a short name, for example 1.15-RSA.", "$.suite")
        : CheckParty(file.Theirs, "$.theirs") ?? CheckParty(file.Ours, "$.ours")
            ?? CheckTrust(file.Sign, "$.sign") ?? CheckTrust(file.Tls, "$.tls") ?? CheckRecipients(file.Encrypt)
            ?? CheckServices(file.Sends, "$.sends") ?? CheckServices(file.Takes, "$.takes")
            ?? CheckTexts(file) ?? CheckTokens(file);

    /// <summary>The DER of a PEM text that holds one certificate and nothing else.</summary>
    public static byte[]? Der(string pem) =>
        PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] == "CERTIFICATE"
        && pem.AsSpan(0, fields.Location.Start.Value).Trim().IsEmpty && pem.AsSpan(fields.Location.End.Value).Trim().IsEmpty
            ? Convert.FromBase64String(pem[fields.Base64Data])
            : null;

    private static Fault? CheckParty(FileParty party, string at) =>
        party.Ids.Count is 0 or > MostIds || party.Ids.Distinct().Count() < party.Ids.Count ? Malformed($"A party has 1 to {MostIds} identifiers, each once.", $"{at}.ids")
        : party.Ids.Any(id => !IsId(id)) ? Malformed("An identifier is a short text with a type, or a URI.", $"{at}.ids")
        : party.Role is not null && !IsText(party.Role) ? Malformed("A role is a short text.", $"{at}.role")
        : null;

    private static Fault? CheckTrust(FileTrust trust, string at)
    {
        var (pinned, issued) = (trust.Certificates is not null, trust.Authorities is not null);
        var listed = trust.Certificates ?? trust.Authorities ?? [];
        var der = listed.Select(Der).ToList();
        return pinned == issued ? Malformed("Expected either certificates or authorities.", at)
            : issued != trust.Name is not null ? Malformed("A name belongs to authorities: that which the certificates they issue must have.", at)
            : trust.Name is not null && !IsText(trust.Name) ? Malformed("A name is a short text.", $"{at}.name")
            : listed.Count is 0 or > NodeCard.MostKeys ? Malformed($"Expected 1 to {NodeCard.MostKeys} certificates.", at)
            : der.FindIndex(one => one is null or { Length: > 4096 }) is var wrong and >= 0
                ? Malformed("A certificate is PEM: one, with at most 4096 bytes, and nothing beside it.", string.Create(CultureInfo.InvariantCulture, $"{at}.{(pinned ? "certificates" : "authorities")}[{wrong}]"))
            : der.Select(one => Convert.ToHexString(one!)).Distinct(StringComparer.Ordinal).Count() < der.Count ? Malformed("A certificate is listed twice.", at)
            : null;
    }

    private static Fault? CheckRecipients(FileTrust? encrypt) =>
        encrypt is null ? null
        : encrypt.Certificates is null ? Malformed("What a message is encrypted for is a certificate, not an authority.", "$.encrypt")
        : CheckTrust(encrypt, "$.encrypt");

    private static Fault? CheckServices(IReadOnlyList<FileLeg> services, string at)
    {
        for (var index = 0; index < services.Count; index++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]");
            if (services[index] is not { } one || !IsId(new(one.Service, one.Type)))
            {
                return Malformed("A service is a short text with a type, or a URI.", place);
            }

            if (one.Actions.Count > MostActions || one.Actions.Any(action => !IsText(action)))
            {
                return Malformed($"Actions are at most {MostActions} short texts.", $"{place}.actions");
            }
        }

        return services.Count > MostServices ? Malformed($"At most {MostServices} services.", at)
            : services.Select(one => (one.Service, one.Type, one.Reply)).Distinct().Count() < services.Count ? Malformed("A service is listed twice.", at)
            : services.GroupBy(one => (one.Service, one.Type)).Any(group => group.Count() > 1 && !AreApart([.. group]))
                ? Malformed("A service whose messages ask and answer lists the actions of both, and none in both.", at)
            : null;
    }

    private static bool AreApart(IReadOnlyList<FileLeg> legs) => legs.All(leg => leg.Actions.Count > 0) && !legs[0].Actions.Intersect(legs[1].Actions).Any();

    private static Fault? CheckTexts(PartnerFile file) =>
        file.Agreement is { } agreement && (!IsText(agreement.Value) || (agreement.Type is not null && !IsText(agreement.Type)) || (agreement.PMode is not null && !IsText(agreement.PMode)))
            ? Malformed("An agreement has short texts.", "$.agreement")
        : file.Corners is { } corners && !(IsCorner(corners.OriginalSender) && IsCorner(corners.FinalRecipient)) ? Malformed("A corner is a short text, with a type or without.", "$.corners")
        : file.Channel is not null && !IsUri(file.Channel) ? Malformed("A channel is a URI.", "$.channel")
        : file.TheirChannel is not null && !IsUri(file.TheirChannel) ? Malformed("A channel is a URI.", "$.theirChannel")
        : null;

    private static Fault? CheckTokens(PartnerFile file) =>
        file.RecipientToken == FileToken.CertificatePath ? Malformed("A chain names who signs, not for whom something is encrypted.", "$.recipientToken")
        : file.Sign.Authorities is not null && file.Token is FileToken.SubjectKeyIdentifier or FileToken.IssuerSerial
            ? Malformed("A certificate that an authority issued has to come along: as binarySecurityToken or certificatePath.", "$.token")
        : null;

    private static bool IsId(FileId? id) => id is not null && IsText(id.Value) && (id.Type is null ? IsUri(id.Value) : IsText(id.Type));

    private static bool IsCorner(FileId? id) => id is not null && IsText(id.Value) && (id.Type is null || IsText(id.Type));

    private static bool IsUri(string text) => IsText(text) && Uri.TryCreate(text, UriKind.Absolute, out _);

    private static bool IsText(string? text) =>
        text is { Length: > 0 and <= LongestText } && text == text.Trim() && !text.Any(letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format);

    private static Fault Malformed(string detail, string? at) => new(FaultCode.PartnerFileMalformed, detail, at);
}
