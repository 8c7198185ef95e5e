using System.Net;
using System.Text.RegularExpressions;

namespace Entente.Tests.Node.Access;

/// <summary>An answer without what differs each time and says nothing of an object, so that two can be compared.</summary>
internal sealed partial record MatrixAnswer(HttpStatusCode Status, string Headers, string Body)
{
    /// <param name="answer">As it came.</param>
    /// <param name="address">What was asked; an answer may lead back to it.</param>
    public static async Task<MatrixAnswer> ReadAsync(HttpResponseMessage answer, string address)
    {
        // A stream of events never ends; its headers say what is asked here.
        var endless = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var body = endless ? "" : await answer.Content.ReadAsStringAsync();
        var headers =
            from header in answer.Headers.Concat(answer.Content.Headers)
            where header.Key is not ("Date" or "Set-Cookie" or "Content-Length" or "Transfer-Encoding")
            orderby header.Key
            select $"{header.Key}: {string.Join(',', header.Value)}";

        // The frame of a page marks where the caller is; form tokens and trace ids are another in each answer. Neither says anything of the object.
        body = Trace().Replace(FormToken().Replace(body, ""), "");
        body = body.IndexOf("<main", StringComparison.Ordinal) is >= 0 and var main ? body[main..body.IndexOf("</main>", StringComparison.Ordinal)] : body;
        return new(answer.StatusCode, string.Join('\n', headers).Replace(Uri.EscapeDataString(address), "", StringComparison.Ordinal), body);
    }

    public string DifferenceFrom(MatrixAnswer other)
    {
        var (own, theirs) = ($"{Status}\n{Headers}\n{Body}", $"{other.Status}\n{other.Headers}\n{other.Body}");
        var at = own.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"at {at}: '{Around(own, at)}' instead of '{Around(theirs, at)}'";
    }

    public override string ToString() => $"{Status} {Headers.ReplaceLineEndings("; ")} {(Body.Length > 200 ? Body[..200] : Body)}";

    private static string Around(string text, int at) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];

    [GeneratedRegex("value=\"CfDJ8[A-Za-z0-9_-]+\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"|00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")]
    private static partial Regex Trace();
}
