using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Entente.As4.Mime;

/// <summary>A Content-Type (RFC 2045, 5.1): a media type in lower case and its parameters, whose names are in lower case too.</summary>
public sealed record ContentType(string MediaType, IReadOnlyDictionary<string, string> Parameters)
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public ContentType(string mediaType)
        : this(mediaType, FrozenDictionary<string, string>.Empty)
    {
    }

    /// <summary>Reads <c>type/subtype; name=value; name="value"</c>. A parameter given twice, a comment or anything left over is refused.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ContentType? contentType)
    {
        contentType = null;
        var rest = text.AsSpan().Trim(" \t");
        if (!TryToken(ref rest, out var type) || !Skip(ref rest, '/') || !TryToken(ref rest, out var subtype))
        {
            return false;
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        for (rest = rest.TrimStart(" \t"); rest.Length > 0; rest = rest.TrimStart(" \t"))
        {
            // A semicolon with nothing behind it is a common slip of senders and harms nobody.
            if (!Skip(ref rest, ';') || (rest = rest.TrimStart(" \t")).Length == 0)
            {
                if (rest.Length == 0)
                {
                    break;
                }

                return false;
            }

            if (!TryToken(ref rest, out var name) || !Skip(ref rest, '=') || !TryValue(ref rest, out var value)
                || !parameters.TryAdd(name.ToLowerInvariant(), value))
            {
                return false;
            }
        }

        contentType = new ContentType($"{type}/{subtype}".ToLowerInvariant(), parameters);
        return true;
    }

    /// <summary>Whether the text is a media type without parameters, as the part property MimeType has it.</summary>
    public static bool IsMediaType(string text)
    {
        var rest = text.AsSpan();
        return TryToken(ref rest, out _) && Skip(ref rest, '/') && TryToken(ref rest, out _) && rest.Length == 0;
    }

    /// <summary>Whether the text is a token of RFC 2045, as names of headers are.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(TokenCharacters);

    public override string ToString()
    {
        var text = new StringBuilder(MediaType);
        foreach (var (name, value) in Parameters)
        {
            text.Append("; ").Append(name).Append('=');
            if (IsToken(value))
            {
                text.Append(value);
            }
            else
            {
                text.Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            }
        }

        return text.ToString();
    }

    private static bool TryToken(ref ReadOnlySpan<char> rest, out string token)
    {
        var length = rest.IndexOfAnyExcept(TokenCharacters);
        length = length < 0 ? rest.Length : length;
        token = rest[..length].ToString();
        rest = rest[length..];
        return length > 0;
    }

    private static bool TryValue(ref ReadOnlySpan<char> rest, out string value)
    {
        if (!Skip(ref rest, '"'))
        {
            return TryToken(ref rest, out value);
        }

        var text = new StringBuilder();
        for (var at = 0; at < rest.Length; at++)
        {
            if (rest[at] == '"')
            {
                rest = rest[(at + 1)..];
                value = text.ToString();
                return true;
            }

            if (rest[at] == '\\' && at + 1 < rest.Length)
            {
                at++;
            }

            text.Append(rest[at]);
        }

        value = "";
        return false;
    }

    private static bool Skip(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.Length == 0 || rest[0] != expected)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }
}
