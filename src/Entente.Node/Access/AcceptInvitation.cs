using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Entente.Node.Access;

/// <summary>The holder of a link registers a security key and is signed in: an invited officer, or the first administrator.</summary>
internal static class AcceptInvitation
{
    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> ChallengeAsync(
        LinkHolder holder, HttpContext context, IPasskeyHandler<Officer> keys, Database database, TimeProvider clock)
    {
        var hash = SecretToken.HashOf(holder.Token);
        var (invitation, officer) = await database.WriteAsync(session =>
        {
            var found = Invitation.Find(session, hash);
            return (found, found?.OfficerId is { } id ? Officer.Find(session, id) : null);
        });
        if (invitation is null)
        {
            return Spent();
        }

        var name = officer?.Name ?? holder.Name?.Trim();
        if (OfficerForm.NameFault(name) is { } fault)
        {
            return fault.ToProblem();
        }

        var officerId = officer?.Id ?? Guid.CreateVersion7(clock.GetUtcNow());
        var asked = await keys.MakeCreationOptionsAsync(new() { Id = officerId.ToString("D"), Name = name!, DisplayName = name! }, context);
        await new PasskeyAttempt
        {
            Act = PasskeyAttempt.Accept,
            State = asked.AttestationState ?? "",
            OfficerId = officerId,
            OfficerName = officer is null ? name : null,
            InvitationHash = hash,
        }.BeginAsync(database, context);
        return TypedResults.Content(asked.CreationOptionsJson, "application/json");
    }

    public static async Task<Results<Ok<Welcome>, ProblemHttpResult>> AnswerAsync(
        KeyAnswer answer, HttpContext context, IPasskeyHandler<Officer> keys, Database database, AccessOptions options)
    {
        if (await PasskeyAttempt.TakeAsync(database, context, PasskeyAttempt.Accept) is not { } attempt)
        {
            return SignIn.Refused("The attempt is over, or was begun in another browser.");
        }

        var result = await keys.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = answer.Credential, AttestationState = attempt.State });
        if (!result.Succeeded)
        {
            return SignIn.Refused("The key's answer could not be verified.");
        }

        var token = await database.WriteAsync(session => Complete(session, attempt, result.Passkey));
        if (token is null)
        {
            return Spent();
        }

        SessionCookie.Set(context, token, options);
        return TypedResults.Ok(new Welcome("/session"));
    }

    private static SecretToken? Complete(Session session, PasskeyAttempt attempt, UserPasskeyInfo key)
    {
        if (!Invitation.Spend(session, attempt.InvitationHash!))
        {
            return null;
        }

        var officerId = attempt.OfficerId!.Value;
        if (attempt.OfficerName is { } name)
        {
            Officer.Add(session, Actor.Node("set-up", Purpose.Administration), name, Actor.NationalAuthority, [Role.Administrator], officerId);
        }

        var officer = Officer.Find(session, officerId)!;
        var token = OfficerSession.Open(session, officerId, attempt.OfficerName is null ? "invitation" : "set-up", SignIn.PurposeAtFirst(officer.Roles));
        Passkey.Add(session, OfficerSession.Find(session, token.Hash)!.Actor, officerId, key);
        return token;
    }

    private static ProblemHttpResult Spent() => new Fault(FaultCode.AccessLinkSpent, "Ask an administrator for a new link.").ToProblem();
}
