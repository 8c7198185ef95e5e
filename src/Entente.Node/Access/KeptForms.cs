using System.Text.Json;
using Entente.Node.Console;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Access;

/// <summary>
/// Keeps a form that was sent after its session had ended, or that was refused, for the officer of that session alone, so that nothing that was typed is lost. It is
/// shown again in its page and never sent by itself.
/// </summary>
/// <remarks>A form is kept only if its token proves that one of our own pages, shown to that officer in that browser, holds it: no other site can put one there.</remarks>
internal sealed class KeptForms(Database database, IAntiforgery antiforgery)
{
    public const string Address = "/session/kept";

    /// <summary>How long a form waits for its officer.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private const int MostBytes = 256 * 1024;

    /// <summary>Of one officer; the oldest give way.</summary>
    private const int MostForms = 5;

    private const string TokenField = "__RequestVerificationToken";

    /// <summary>Keeps the form of the request, if there is one that may be kept.</summary>
    /// <returns>Where it is found again after signing in; <see langword="null"/> if nothing is kept.</returns>
    public async Task<string?> KeepAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true
            || request.ContentLength is not (> 0 and <= MostBytes) || SessionCookie.TokenHash(request) is not { } hash || SessionCookie.IsFromElsewhere(request)
            || await OfficerSession.FindAsync(database, hash, context.RequestAborted) is not { } session)
        {
            return null;
        }

        // The token of a form is bound to the officer: it is looked at as it was when the page was shown, and the request stays nobody's.
        var nobody = context.User;
        context.User = session.ToPrincipal(SessionCookie.SchemeName);
        var ours = await antiforgery.IsRequestValidAsync(context);
        context.User = nobody;
        return ours ? $"{Address}/{await StoreAsync(session.OfficerId, request, await request.ReadFormAsync(context.RequestAborted), [])}" : null;
    }

    /// <summary>Leads back to the page of the form of this request, which shows what was typed and what is wrong with it.</summary>
    /// <param name="context">The request of a signed-in officer, whose form is one of our own.</param>
    /// <param name="page">Where the form stands, where it does not say so itself.</param>
    /// <param name="anchor">The part of the page to show, for example <c>#report</c>.</param>
    /// <param name="errors">The field that each is about, empty for the whole form, and a sentence.</param>
    public async Task<RedirectHttpResult> RefuseAsync(HttpContext context, string page, string anchor, IReadOnlyCollection<(string Field, string Message)> errors)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var id = await StoreAsync(Guid.Parse(context.User.FindFirst(OfficerClaims.Officer)!.Value), context.Request, form, errors);
        return TypedResults.LocalRedirect(Addresses.With(Addresses.LocalOr(form[KeptForm.PageField], page), (KeptForm.Query, id)) + anchor);
    }

    /// <summary>Leads to the page of a kept form, which then shows what was typed.</summary>
    public async Task<IResult> OpenAsync(string id, HttpContext context)
    {
        if (await FindAsync(id, context) is not { } row)
        {
            return TypedResults.LocalRedirect("/");
        }

        return row.Page.Length > 0
            ? TypedResults.LocalRedirect(Addresses.With(row.Page, (KeptForm.Query, id)))
            : Resubmission.Show(row.Action, Flat(Read(row.Fields)), null);
    }

    /// <summary>Sets the kept form that a page is to show, if it is this officer's; takes it away when it is sent again.</summary>
    public async Task UseAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsGet(context.Request.Method) && (string?)context.Request.Query[KeptForm.Query] is { Length: > 0 and < 60 } id && await FindAsync(id, context) is { } row)
        {
            context.Features.Set(new KeptForm(id, row.Action.Split('?')[0], Read(row.Fields)));
        }

        await next(context);
    }

    /// <summary>A form that was sent again is kept no longer.</summary>
    public Task ForgetAsync(HttpContext context, string id) => database.WriteAsync(
        session => session.Execute("DELETE FROM kept_form WHERE id = @id AND officer_id = @officer", new { id, officer = context.User.FindFirst(OfficerClaims.Officer)?.Value }),
        context.RequestAborted);

    internal static IEnumerable<KeyValuePair<string, string>> Flat(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        from field in fields
        from value in field.Value
        select KeyValuePair.Create(field.Key, value ?? "");

    private async Task<string> StoreAsync(Guid officer, HttpRequest request, IFormCollection form, IReadOnlyCollection<(string Field, string Message)> errors)
    {
        var id = SecretToken.New().Text;
        var fields = form.Where(field => field.Key is not (TokenField or KeptForm.PageField or KeptForm.IdField or KeptForm.ErrorField)).ToDictionary(field => field.Key, field => field.Value.ToArray());
        if (errors.Count > 0)
        {
            fields[KeptForm.ErrorField] = [.. errors.Select(error => $"{error.Field}\n{error.Message}")];
        }

        var row = new
        {
            id,
            officer,
            page = Addresses.LocalOr(form[KeptForm.PageField], ""),
            action = request.Path + request.QueryString,
            fields = JsonSerializer.Serialize(fields, KeptFieldsJson.Default.DictionaryStringStringArray),
        };
        await database.WriteAsync(session =>
        {
            session.Execute("DELETE FROM kept_form WHERE kept_at < @old", new { old = session.Now - Life });
            session.Execute(
                "DELETE FROM kept_form WHERE officer_id = @officer AND id NOT IN (SELECT id FROM kept_form WHERE officer_id = @officer ORDER BY kept_at DESC, id LIMIT @most)",
                new { officer, most = MostForms - 1 });
            session.Execute(
                "INSERT INTO kept_form (id, officer_id, page, action, fields, kept_at) VALUES (@id, @officer, @page, @action, @fields, @Now)",
                new { row.id, row.officer, row.page, row.action, row.fields, session.Now });
        });
        return id;
    }

    private Task<Row?> FindAsync(string id, HttpContext context) => context.User.FindFirst(OfficerClaims.Officer)?.Value is { } officer
        ? database.ReadAsync(
            session => session.FindAsync<Row>(
                "SELECT page, action, fields FROM kept_form WHERE id = @id AND officer_id = @officer AND kept_at >= @since", new { id, officer, since = session.Now - Life }),
            context.RequestAborted)
        : Task.FromResult<Row?>(null);

    private static Dictionary<string, StringValues> Read(string fields) =>
        JsonSerializer.Deserialize(fields, KeptFieldsJson.Default.DictionaryStringStringArray)!.ToDictionary(field => field.Key, field => new StringValues(field.Value), StringComparer.Ordinal);

    private sealed record Row
    {
        /// <summary>The page on which the form stands; empty where the form did not say.</summary>
        public string Page { get; init; } = "";

        public string Action { get; init; } = "";

        public string Fields { get; init; } = "";
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string?[]>))]
internal sealed partial class KeptFieldsJson : System.Text.Json.Serialization.JsonSerializerContext;
