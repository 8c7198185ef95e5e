using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Entente.As4.Messaging;
using Entente.As4.Mime;

namespace Entente.As4;

/// <summary>Joins what the header says of payloads with the parts that carry them.</summary>
internal static partial class PayloadReader
{
    private static readonly string[] Reserved = [EbmsNames.MimeType, EbmsNames.CharacterSet, EbmsNames.CompressionType];

    /// <summary>Whether the header and the package mean the same parts, each exactly once. Nothing is read of the parts.</summary>
    public static EbmsError? CheckReferences(UserMessage header, IReadOnlyList<MimePart> parts)
    {
        var left = parts.Select(part => part.ContentId).ToHashSet(StringComparer.Ordinal);
        foreach (var reference in header.Parts)
        {
            if (reference.Href is null or ['#', ..])
            {
                return new EbmsError(EbmsErrorCode.ValueInconsistent, "An eb:PartInfo means the SOAP Body, which is empty in this profile.");
            }

            if (reference.ContentId is not { } id)
            {
                return new EbmsError(EbmsErrorCode.ExternalPayloadError, "An eb:PartInfo refers to a payload outside the message, which this profile forbids.");
            }

            if (!left.Remove(id))
            {
                return new EbmsError(EbmsErrorCode.MimeInconsistency, "An eb:PartInfo refers to a part that is not in the package, or to one that another refers to.");
            }
        }

        return left.Count == 0 && header.Parts.Count == parts.Count
            ? null
            : new EbmsError(EbmsErrorCode.MimeInconsistency, "The package has an attachment that no eb:PartInfo refers to.");
    }

    /// <param name="parts">The verified parts: exactly the bytes that the signature covers.</param>
    public static bool TryRead(
        UserMessage header,
        IReadOnlyList<MimePart> parts,
        MessageLimits limits,
        out IReadOnlyList<Payload> payloads,
        [NotNullWhen(false)] out EbmsError? error)
    {
        var read = new List<Payload>(header.Parts.Count);
        payloads = read;
        error = null;
        long left = limits.PayloadBytes;
        foreach (var reference in header.Parts)
        {
            var part = parts.First(one => one.ContentId == reference.ContentId);
            ReadOnlyMemory<byte> content = default;
            error = CheckProperties(reference) ?? Content(reference, part, left, limits, out content);
            if (error is not null)
            {
                payloads = [];
                return false;
            }

            left -= content.Length;
            read.Add(new Payload(part.ContentId, Property(reference, EbmsNames.MimeType) ?? "application/octet-stream", content)
            {
                CharacterSet = Property(reference, EbmsNames.CharacterSet),
                FileName = FileNameOf(part),
                Schema = reference.Schema,
                Description = reference.Description,
                Properties = [.. reference.Properties.Where(property => !Reserved.Contains(property.Name))],
            });
        }

        return true;
    }

    /// <summary>Whether the text can be an EncName of XML 1.0 (4.3.3).</summary>
    public static bool IsCharacterSet(string text) => EncName().IsMatch(text);

    /// <summary>Whether the profile keeps the property for itself.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    private static EbmsError? CheckProperties(PartReference reference)
    {
        if (Array.Find(Reserved, name => reference.Properties.Count(property => property.Name == name) > 1) is { } twice)
        {
            return new EbmsError(EbmsErrorCode.ValueInconsistent, $"A payload has the property {twice} twice.");
        }

        var mimeType = Property(reference, EbmsNames.MimeType);
        if (mimeType is null && Property(reference, EbmsNames.CompressionType) is not null)
        {
            return new EbmsError(EbmsErrorCode.ValueInconsistent, "A compressed payload has no property MimeType.");
        }

        if (mimeType is not null && !ContentType.TryParse(mimeType, out _))
        {
            return new EbmsError(EbmsErrorCode.ValueInconsistent, "The property MimeType of a payload is not a media type.");
        }

        return Property(reference, EbmsNames.CharacterSet) is { } set && !IsCharacterSet(set)
            ? new EbmsError(EbmsErrorCode.ValueInconsistent, "The property CharacterSet of a payload is not the name of an encoding (XML 1.0, 4.3.3).")
            : null;
    }

    private static EbmsError? Content(PartReference reference, MimePart part, long left, MessageLimits limits, out ReadOnlyMemory<byte> content)
    {
        content = part.Content;
        switch (Property(reference, EbmsNames.CompressionType))
        {
            case null when content.Length > left:
                return new EbmsError(EbmsErrorCode.PackageFeatureNotSupported, $"The payloads have more than {limits.PayloadBytes} bytes.");
            case null:
                return null;
            case EbmsNames.Gzip:
                var allowed = Math.Min(left, Math.Max(limits.RatioFree, (long)part.Content.Length * limits.CompressionRatio));
                return Compression.TryDecompress(part.Content, allowed, out content, out var why) ? null : new EbmsError(EbmsErrorCode.DecompressionFailure, why);
            default:
                return new EbmsError(EbmsErrorCode.DecompressionFailure, $"The CompressionType of a payload is not {EbmsNames.Gzip}.");
        }
    }

    private static string? Property(PartReference reference, string name) => reference.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    private static string? FileNameOf(MimePart part) =>
        part.Header("Content-Disposition") is { } disposition && FileName().Match(disposition) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9._-]{0,39}$", RegexOptions.ExplicitCapture)]
    private static partial Regex EncName();

    // A name, never a path: what a slash or a backslash stands in is not one.
    [GeneratedRegex("""^attachment\s*;\s*filename="(?<name>[^"\\/]{1,200})"$""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex FileName();
}
