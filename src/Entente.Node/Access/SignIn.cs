using System.Text.Json.Serialization;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Entente.Node.Access;

/// <summary>An officer signs in with a security key, and signs out.</summary>
internal static class SignIn
{
    public static async Task<ContentHttpResult> ChallengeAsync(HttpContext context, IPasskeyHandler<Officer> keys, Database database)
    {
        // No officer is named: the key knows who it belongs to, and the answer does not tell who has an account.
        var asked = await keys.MakeRequestOptionsAsync(user: null, context);
        await new PasskeyAttempt { Act = PasskeyAttempt.SignIn, State = asked.AssertionState ?? "" }.BeginAsync(database, context);
        return TypedResults.Content(asked.RequestOptionsJson, "application/json");
    }

    public static async Task<Results<Ok<Welcome>, ProblemHttpResult>> AnswerAsync(
        KeyAnswer answer, HttpContext context, IPasskeyHandler<Officer> keys, Database database, AccessOptions options)
    {
        if (await PasskeyAttempt.TakeAsync(database, context, PasskeyAttempt.SignIn) is not { } attempt)
        {
            return Refused("The attempt is over, or was begun in another browser.");
        }

        var result = await keys.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = answer.Credential, AssertionState = attempt.State });
        if (!result.Succeeded)
        {
            return Refused("The key's answer could not be verified.");
        }

        var token = await database.WriteAsync(session =>
        {
            if (Officer.Find(session, result.User.Id) is not { Active: true } officer)
            {
                return null;
            }

            Passkey.Use(session, result.Passkey);
            return OfficerSession.Open(session, officer.Id, "passkey", PurposeAtFirst(officer.Roles));
        });
        if (token is null)
        {
            return Refused("The key's answer could not be verified.");
        }

        SessionCookie.Set(context, token, options);
        return TypedResults.Ok(new Welcome(Addresses.LocalOr(answer.To)));
    }

    public static async Task<RedirectHttpResult> EndAsync(HttpContext context, Database database)
    {
        if (SessionCookie.TokenHash(context.Request) is { } hash)
        {
            var actor = context.Actor;
            await database.WriteAsync(session => OfficerSession.End(session, actor, hash));
        }

        SessionCookie.Clear(context);
        return TypedResults.LocalRedirect("/sign-in");
    }

    /// <summary>Whoever only runs or audits the node has one purpose; everybody else says why they look.</summary>
    public static Purpose? PurposeAtFirst(IReadOnlyList<Role> roles) => roles switch
    {
        [Role.Auditor] => Purpose.Supervision,
        [Role.Administrator] => Purpose.Administration,
        _ => null,
    };

    internal static ProblemHttpResult Refused(string detail) => new Fault(FaultCode.AccessPasskeyRefused, detail).ToProblem();
}

/// <param name="Credential">What the browser's credential API returned, as JSON text.</param>
/// <param name="To">Where the officer wanted to go.</param>
internal sealed record KeyAnswer(string Credential, string? To);

/// <param name="To">Where to go now.</param>
internal sealed record Welcome(string To);

/// <param name="Token">The secret of the link.</param>
/// <param name="Name">The name of the first administrator; ignored for an invitation, which carries the name.</param>
internal sealed record LinkHolder(string Token, string? Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(LinkHolder))]
[JsonSerializable(typeof(Welcome))]
internal sealed partial class AccessJson : JsonSerializerContext;
