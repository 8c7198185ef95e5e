using System.Text.RegularExpressions;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Access;

/// <summary>An officer of the authorisation matrix, with the token that the forms of a page hold for her.</summary>
internal sealed partial record MatrixOfficer(HttpClient Http, (Role Role, AuthorityKind Authority) Officer, string Token)
{
    public static async Task<MatrixOfficer> SignInAsync(TestNode node, Role role, AuthorityKind authority)
    {
        var http = await node.SignedInAs(role, authority, Purpose.Supervision);
        return new(http, (role, authority), FormToken().Match(await http.GetStringAsync("/session/purpose")).Groups["token"].Value);
    }

    /// <summary>The same address, of an object that is not there.</summary>
    public static string AbsentFor(RouteTable.Row row, string address)
    {
        var segments = address.Split('/');
        segments[ObjectAt(row)] = row.Absent.Split('/')[ObjectAt(row)];
        return string.Join('/', segments);
    }

    /// <summary>Asks for a change, and reads of the answer what an officer could learn from it: also the sentence that her next page would show.</summary>
    public async Task<MatrixAnswer> SendAsync(RouteTable.Row row, string address, Func<string, HttpContent?> body)
    {
        using var request = new HttpRequestMessage(new(row.Method), address) { Content = body(Token) };
        request.Headers.Accept.ParseAdd(row.Pattern.StartsWith("/api/", StringComparison.Ordinal) ? "application/json" : "text/html");
        using var response = await Http.SendAsync(request);
        var answer = await MatrixAnswer.ReadAsync(response, address);
        var toast = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.FirstOrDefault(cookie => cookie.StartsWith("entente-toast=", StringComparison.Ordinal))?.Split(';')[0] : null;
        if (toast is { Length: > 0 } && !toast.EndsWith('='))
        {
            // The next page shows the sentence and takes it away; it shall not be the next one that is compared.
            await Http.GetStringAsync("/session/purpose");
        }
        else
        {
            toast = null;
        }

        // The object's own id, and that under which a refused form is kept.
        var id = Regex.Escape(address.Split('/')[ObjectAt(row)].Split('?')[0]);
        return answer with { Headers = Kept().Replace(Regex.Replace(answer.Headers, $"/{id}(?![0-9A-Za-z-])", "/~"), "?kept") + toast, Body = Regex.Replace(answer.Body, $"/{id}(?![0-9A-Za-z-])", "/~") };
    }

    private static int ObjectAt(RouteTable.Row row) => row.Pattern.Split('/').TakeWhile(segment => !segment.StartsWith('{')).Count();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("[?&]kept=[A-Za-z0-9_-]+")]
    private static partial Regex Kept();
}
