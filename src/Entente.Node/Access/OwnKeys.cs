using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Access;

/// <summary>Officers look after their own security keys and sessions.</summary>
internal static class OwnKeys
{
    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> ChallengeAsync(
        Actor actor, HttpContext context, IPasskeyHandler<Officer> keys, Database database)
    {
        if (await Officer.FindAsync(database, OfficerIdOf(actor), context.RequestAborted) is not { } officer)
        {
            return SignIn.Refused("Only an officer has keys.");
        }

        var asked = await keys.MakeCreationOptionsAsync(new() { Id = officer.Id.ToString("D"), Name = officer.Name, DisplayName = officer.Name }, context);
        await new PasskeyAttempt { Act = PasskeyAttempt.AddKey, State = asked.AttestationState ?? "", OfficerId = officer.Id }.BeginAsync(database, context);
        return TypedResults.Content(asked.CreationOptionsJson, "application/json");
    }

    public static async Task<Results<Ok<Welcome>, ProblemHttpResult>> AnswerAsync(
        KeyAnswer answer, Actor actor, HttpContext context, IPasskeyHandler<Officer> keys, Database database)
    {
        var attempt = await PasskeyAttempt.TakeAsync(database, context, PasskeyAttempt.AddKey);
        if (attempt is null || attempt.OfficerId != OfficerIdOf(actor))
        {
            return SignIn.Refused("The attempt is over, or was begun in another browser.");
        }

        var result = await keys.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = answer.Credential, AttestationState = attempt.State });
        if (!result.Succeeded)
        {
            return SignIn.Refused("The key's answer could not be verified.");
        }

        await database.WriteAsync(session => Passkey.Add(session, actor, attempt.OfficerId.Value, result.Passkey));
        return TypedResults.Ok(new Welcome("/session"));
    }

    public static async Task<RedirectHttpResult> RemoveAsync([FromForm] string key, Actor actor, HttpContext context, Database database, Text text)
    {
        var isRemoved = await database.WriteAsync(session =>
        {
            var mine = Passkey.Of(session, OfficerIdOf(actor));
            if (mine.Count < 2 || mine.Find(one => one.CredentialId == key) is not { } removed)
            {
                return false;
            }

            session.Execute("DELETE FROM passkey WHERE credential_id = @key", new { key });
            RecordBook.Append(session, actor, AccessActs.PasskeyRemoved, "officer", actor.Officer, Passkey.DetailOf(removed.PublicKey));
            return true;
        });
        context.Toast(isRemoved ? text["The key is removed; it signs in no more."] : text["The last key cannot be removed; add another first."]);
        return TypedResults.LocalRedirect("/session");
    }

    /// <summary>Ends the officer's other sessions, for example one left open on another machine.</summary>
    public static async Task<RedirectHttpResult> EndOthersAsync(Actor actor, HttpContext context, Database database, Text text)
    {
        var own = SessionCookie.TokenHash(context.Request) ?? "";
        await database.WriteAsync(session =>
        {
            foreach (var other in session.Query<string>(
                "SELECT token_hash FROM officer_session WHERE officer_id = @officer AND token_hash <> @own", new { officer = actor.Officer, own }))
            {
                OfficerSession.End(session, actor, other);
            }
        });
        context.Toast(text["Your other sessions are ended."]);
        return TypedResults.LocalRedirect("/session");
    }

    /// <summary>The officer's id, or an id of nobody for a feed.</summary>
    internal static Guid OfficerIdOf(Actor actor) => Guid.TryParse(actor.Officer, out var id) ? id : Guid.Empty;
}
