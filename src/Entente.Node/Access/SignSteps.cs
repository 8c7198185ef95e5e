using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.EvidenceFiles;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Identity;

namespace Entente.Node.Access;

/// <summary>An officer signs a statement with a security key, as he signs in with it: by the same handler, which verifies site, user and counter. The challenge is the digest of the statement.</summary>
internal static class SignSteps
{
    public static OfficerKeys Keys(Database database) => new(
        AccessActs.PasskeyAdded,
        AccessActs.PasskeyRemoved,
        static (session, officer) => Guid.TryParse(officer, out var id) ? [.. Passkey.Of(session, id).Select(key => key.PublicKey)] : [],
        (http, statement) => AskAsync(database, http, statement),
        (http, answer) => TakeAsync(database, http, answer));

    private static async Task<string> AskAsync(Database database, HttpContext http, string statement)
    {
        var officer = await Officer.FindAsync(database, OwnKeys.OfficerIdOf(http.Actor), http.RequestAborted) ?? throw new InvalidOperationException("Only an officer has keys.");
        var asked = await http.RequestServices.GetRequiredService<IPasskeyHandler<Officer>>().MakeRequestOptionsAsync(officer, http);
        var (options, state) = (JsonNode.Parse(asked.RequestOptionsJson)!.AsObject(), JsonNode.Parse(asked.AssertionState ?? "{}")!.AsObject());
        var random = Base64Url.DecodeFromChars((string)options["challenge"]!);

        // The handler asks for something random. It is asked for the digest instead, which has a random number in it, at both places where the handler has written it.
        if (!random.AsSpan().SequenceEqual(Convert.FromBase64String((string)state["challenge"]!)))
        {
            throw new InvalidOperationException("The handler keeps its challenge in another form.");
        }

        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(statement));
        (options["challenge"], state["challenge"]) = (Base64Url.EncodeToString(digest), Convert.ToBase64String(digest));
        await new PasskeyAttempt { Act = PasskeyAttempt.SignStep, State = state.ToJsonString(), OfficerId = officer.Id, Statement = statement }.BeginAsync(database, http);
        return options.ToJsonString();
    }

    private static async Task<StepSignature?> TakeAsync(Database database, HttpContext http, string answer)
    {
        if (await PasskeyAttempt.TakeAsync(database, http, PasskeyAttempt.SignStep) is not { Statement: { } statement } attempt || attempt.OfficerId != OwnKeys.OfficerIdOf(http.Actor))
        {
            return null;
        }

        var result = await http.RequestServices.GetRequiredService<IPasskeyHandler<Officer>>().PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = attempt.State });
        if (!result.Succeeded || result.User.Id != attempt.OfficerId)
        {
            return null;
        }

        await database.WriteAsync(session => Passkey.Use(session, result.Passkey));
        var response = JsonNode.Parse(answer)!["response"]!;
        return new(statement, Passkey.IdOf(result.Passkey.CredentialId), result.Passkey.PublicKey, Part("authenticatorData"), Part("clientDataJSON"), Part("signature"), 0);

        byte[] Part(string name) => Base64Url.DecodeFromChars((string)response[name]!);
    }
}
