using System.Net.Http.Headers;
using System.Text;
using Entente.Node.Evidence.Custody;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Access;

/// <summary>How the authorisation matrix changes an object: with a request that is in order, so that only whose the object is decides. A module with such a route adds its row.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The route as it is declared.</param>
/// <param name="MakeAsync">Makes an object that belongs to an authority of that kind, and returns the address of the route for it.</param>
/// <param name="Body">The body; forms are given the token of their officer.</param>
internal sealed record MatrixChange(string Method, string Pattern, Func<TestNode, AuthorityKind, Task<string>> MakeAsync, Func<string, HttpContent?> Body)
{
    private const string Token = "__RequestVerificationToken";

    private static readonly string Chunk = CustodyContent.DigestOf([7]);

    /// <summary>Whether the authority of the object can do it as the object stands; otherwise only the officer who asked for the object can, or once another asks for it, as other tests do.</summary>
    public bool IsOfAuthority { get; init; } = true;

    public static IReadOnlyList<MatrixChange> All { get; } =
    [
        .. OfAlerts(),
        .. OfHits(),
        .. OfAssistance(),
        .. OfEvidence(),
    ];

    private static IEnumerable<MatrixChange> OfAlerts()
    {
        const string alert =
            """
            {"version":1,"alert":{"content":{"category":"businesses","name":"Harbour Lines"},"action":"discreetCheck","reason":"Named again","caseReference":"C-2","legalBasis":"Test"},
            "reviewBy":"2026-06-01","audience":["*"]}
            """;
        const string approval = """{"partner":"CA","version":1,"approve":false,"reason":"Not needed"}""";
        yield return new("POST", "/alerts/{id}/approve", static async (node, owner) => $"/alerts/{await MatrixObject.MakeWaitingAsync(node, owner)}/approve", Form(("partner", "CA"), ("version", "1"), ("approve", "false"), ("reason", "Not needed")));
        yield return new("POST", "/alerts/{Key}/amend", On("/alerts/{Key}/amend"), Form(("_handler", "alert"), ("version", "1"), ("reason", "Named again")));
        yield return new("POST", "/alerts/{id}/withdraw", On("/alerts/{Key}", "/withdraw"), Form(("version", "1"), ("reason", "Found")));
        yield return new("PUT", "/api/alerts/{id}", On("/api/alerts/{id}"), Json(alert));
        yield return new("POST", "/api/alerts/{id}/approval", static async (node, owner) => $"/api/alerts/{await MatrixObject.MakeWaitingAsync(node, owner)}/approval", Json(approval));
        yield return new("POST", "/api/alerts/{id}/withdrawal", On("/api/alerts/{id}", "/withdrawal"), Json("""{"version":1,"reason":"Found"}"""));
        Func<TestNode, AuthorityKind, Task<string>> question = static async (node, owner) => $"/api/correspondence/{await MatrixObject.MakeQuestionAsync(node, owner)}/answer";
        yield return new("POST", "/api/correspondence/{number:long}/answer", question, Json("""{"outcome":"answered","answer":"The consignee"}"""));
        yield return new("POST", "/correspondence/{number:long}/answer", async (node, owner) => (await question(node, owner))["/api".Length..], Form(("outcome", "Answered"), ("answer", "The consignee")));
    }

    private static IEnumerable<MatrixChange> OfHits()
    {
        const string report = """{"report":{"found":true,"place":"NLRTM","time":"2026-03-01T07:00:00Z","reason":"A check","answers":[]}}""";
        yield return new("POST", "/api/hits/{id}/claim", On("/api/hits/{id}", "/claim"), static _ => null);
        yield return new("DELETE", "/api/hits/{id}/claim", On("/api/hits/{id}", "/claim"), static _ => null);
        yield return new("POST", "/api/hits/{id}/judgements", On("/api/hits/{id}", "/judgements"), Json("""{"verdict":"true","reason":"The same","seen":0}"""));
        yield return new("POST", "/api/hits/{id}/questions", On("/api/hits/{id}", "/questions"), Json("""{"question":"Who pays?"}"""));
        yield return new("POST", "/api/hits/{id}/reports", On("/api/hits/{id}", "/reports"), Json(report));
        yield return new("POST", "/api/hits/abroad/{id}/questions", On("/api/hits/abroad/{id}", "/questions"), Json("""{"question":"Who pays?"}"""));
        yield return new("POST", "/hits/{id}/take", On("/hits/{Key}", "/take"), Form());
        yield return new("POST", "/hits/{id}/release", On("/hits/{Key}", "/release"), Form());
        yield return new("POST", "/hits/{id}/judge", On("/hits/{Key}", "/judge"), Form(("verdict", "True"), ("reason", "The same"), ("seen", "0")));
        yield return new("POST", "/hits/{id}/report", On("/hits/{Key}", "/report"), Form(("found", "true"), ("place", "NLRTM"), ("day", "2026-03-01"), ("time", "07:00"), ("check", "A check")));
        yield return new("POST", "/hits/{id}/ask", On("/hits/{Key}", "/ask"), Form(("question", "Who pays?"), ("hours", "2"), ("urgent", "")));
        yield return new("POST", "/hits/abroad/{id}/ask", On("/hits/abroad/{Key}", "/ask"), Form(("question", "Who pays?"), ("hours", "2"), ("urgent", "")));
    }

    private static IEnumerable<MatrixChange> OfAssistance()
    {
        const string request =
            """
            {"partner":"CA","request":{"instrument":"tfa12","assistance":"information","purpose":"customsEnforcement","addressed":"customs","approval":"officer","matter":"Another invoice"},
            "reference":"C-1","seen":1}
            """;
        const string one = "/api/assistance/{number:long}";
        yield return new("POST", one + "/documents", On(one, "/documents?seen=1&name=a.txt"), Bytes("text/plain"));
        yield return new("PUT", one + "/request", On(one, "/request"), Json(request));
        yield return new("POST", one + "/steps", On(one, "/steps"), Json("""{"step":"withdraw","seen":1,"reason":"Not needed"}"""));
        yield return new("POST", one + "/successor", On(one, "/successor"), Json("""{"how":"resent","reference":"C-3"}"""));
        yield return new("POST", "/assistance/{Number:long}/request", On("/assistance/{Number:long}/request"), Form(("_handler", "request"), ("version", "1"), ("reference", "C-1"), ("matter", "Another invoice")));
        yield return new("POST", "/assistance/{number:long}/documents", On("/assistance/{Number:long}", "/documents"), File(("seen", "1")));
        yield return new("POST", "/assistance/{number:long}/steps/{step}", On("/assistance/{Number:long}", "/steps/withdraw"), Form(("seen", "1"), ("withdraw.reason", "Not needed"), ("reason", "Not needed")));
        yield return new("POST", "/assistance/{number:long}/successor/{how}", On("/assistance/{Number:long}", "/successor/resent"), Form(("resent.reference", "C-3")));

        const string outcome = """{"usefulness":"helpful","outcome":"An assessment"}""";
        yield return new("POST", "/api/assistance/information/{number:long}/outcome", On("/api/assistance/information/{number:long}", "/outcome"), Json(outcome));
        yield return new("POST", "/assistance/information/{number:long}/outcome", On("/assistance/information/{Number:long}", "/outcome"), Form(("usefulness", "helpful"), ("outcome", "An assessment")));

        const string subscription = "/api/assistance/subscriptions/{number:long}";
        yield return new("POST", subscription + "/steps", On(subscription, "/steps"), Json("""{"step":"end","seen":1,"reason":"Not needed"}"""));
        yield return new("POST", subscription + "/deliveries", On(subscription, "/deliveries"), Json("""{"seen":1}"""));
        yield return new("POST", "/assistance/subscriptions/{number:long}/steps/{step}", On("/assistance/subscriptions/{Number:long}", "/steps/end"), Form(("seen", "1"), ("reason", "Not needed"), ("end.reason", "Not needed")));
        yield return new("POST", "/assistance/subscriptions/{number:long}/deliveries", On("/assistance/subscriptions/{Number:long}", "/deliveries"), Form(("seen", "1")));
        yield return new(
            "POST", "/assistance/things/{item:long}/{step}", static async (node, owner) => (await MatrixObject.Of("/custody/{Number:long}").MakeAsync(node, owner)).Replace("/custody/", "/assistance/things/", StringComparison.Ordinal) + "/sent",
            Form(("seen", "1"), ("giving", "forGood")));
    }

    private static IEnumerable<MatrixChange> OfEvidence()
    {
        const string thing = "/custody/{Number:long}";
        yield return new("POST", "/custody/{number:long}/content", On(thing, "/content"), Json("""{"name":"a.jpeg","mediaType":"image/jpeg","size":1}"""));
        yield return new("PUT", "/custody/{number:long}/content/{chunk:long}", On(thing, $"/content/1?sha256={Chunk}"), Bytes("application/octet-stream"));
        yield return new("POST", "/custody/{number:long}/content/end", On(thing, "/content/end"), Json($$"""{"sha256":"{{Chunk}}"}"""));
        yield return new("POST", "/custody/{number:long}/content/discard", On(thing, "/content/discard"), Form());
        yield return new("POST", "/custody/{number:long}/file", On(thing, "/file"), File());
        yield return new("POST", "/custody/{number:long}/steps", On(thing, "/steps"), Form(("act", "Taken"), ("seen", "1")));

        yield return new("POST", "/api/evidence/{seq:long}/decision", static async (node, owner) => $"/api{await MatrixObject.Of("/evidence/{Seq:long}").MakeAsync(node, owner)}/decision", Json("""{"digest":"ab","approved":true}"""));
        yield return new("POST", "/evidence/{seq:long}/decision", On("/evidence/{Seq:long}", "/decision"), Form(("digest", "ab"), ("verdict", "approve")));
        yield return new("POST", "/evidence/{seq:long}/file", On("/evidence/{Seq:long}", "/file"), Form()) { IsOfAuthority = false };
        yield return new("POST", "/exports/{seq:long}/decision", On("/exports/{Seq:long}", "/decision"), Form(("digest", "ab"), ("verdict", "approve")));
        yield return new("POST", "/exports/{seq:long}/file", On("/exports/{Seq:long}", "/file"), Form()) { IsOfAuthority = false };
    }

    /// <summary>On the object of another row, at an address below its own.</summary>
    private static Func<TestNode, AuthorityKind, Task<string>> On(string pattern, string below = "") => async (node, owner) => await MatrixObject.Of(pattern).MakeAsync(node, owner) + below;

    private static Func<string, HttpContent?> Json(string body) => _ => new StringContent(body, Encoding.UTF8, "application/json");

    private static Func<string, HttpContent?> Form(params (string Name, string Value)[] fields) => token =>
        new FormUrlEncodedContent([new(Token, token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);

    private static Func<string, HttpContent?> Bytes(string type) => _ => new ByteArrayContent([7]) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private static Func<string, HttpContent?> File(params (string Name, string Value)[] fields) => token =>
    {
        var form = new MultipartFormDataContent { { new StringContent(token), Token } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent([7]) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, "file", "a.txt");
        return form;
    };
}
