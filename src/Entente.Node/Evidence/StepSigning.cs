using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.EvidenceFiles;
using Entente.Node.Evidence.Custody;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Evidence;

/// <summary>A step of custody as an officer is about to take it.</summary>
internal sealed record IntendedStep(CustodyItem Before, CustodyItem After, CustodyAct Act, string? Note);

/// <summary>
/// Officers sign the steps of custody that they take, with their security keys. The form asks first, with <see cref="Field"/> set to <see cref="Ask"/>, and is answered with what the key is asked; it comes again with the key's
/// answer, and the step is taken if it is still exactly the one that was signed.
/// </summary>
internal sealed class StepSigning(Database database, OfficerKeys keys, CustodyOptions options, NodeOptions node, TimeProvider clock)
{
    public const string Field = "signature";
    public const string Ask = "ask";

    private static readonly Fault NotSigned = new(FaultCode.CustodySignature, "What was signed is not this step, or the key is not known here as yours. Open the page again.");

    public bool AreRequired => options.RequireSignatures;

    public static bool IsAsked(IFormCollection form) => form[Field] == Ask;

    /// <summary>Whether the officer has a key that signs.</summary>
    public bool Signs(Session session, string officer) => keys.Of(session, officer).Any(key => keys.Registration(session, officer, DigestOf(key)) is not null);

    /// <summary>Asks the officer's key to sign the step.</summary>
    /// <param name="http">The request.</param>
    /// <param name="intend">The step, or why it cannot be taken.</param>
    public async Task<Results<RedirectHttpResult, ContentHttpResult, ProblemHttpResult>> AskAsync(HttpContext http, Func<Session, (IntendedStep? Step, Fault? Fault)> intend)
    {
        var actor = http.Actor;
        var (at, nonce) = (clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        var (statement, fault) = await database.ReadAsync(
            session =>
            {
                var (step, refused) = intend(session);
                return Task.FromResult<(string?, Fault?)>(
                    step is null ? (null, refused)
                    : !Signs(session, actor.Officer) ? (null, NotSigned)
                    : ((StatementOf(session, actor, step) with { Origin = OriginOf(http), At = at, Nonce = nonce }).Write(), null));
            },
            http.RequestAborted);
        return statement is null ? fault!.ToProblem() : TypedResults.Content(await keys.AskAsync(http, statement), "application/json");
    }

    /// <summary>What came signed with a form; neither where nothing was.</summary>
    public async Task<(StepSignature? Signature, Fault? Fault)> TakeAsync(HttpContext http, IFormCollection form)
    {
        if ($"{form[Field]}" is not { Length: > 0 } answer)
        {
            return (null, null);
        }

        // What the verifier of evidence files would refuse is not taken either.
        return await keys.TakeAsync(http, answer) is { } signature && signature.Refusal() is null ? (signature, null) : (null, new(FaultCode.AccessPasskeyRefused, "The key's answer could not be verified."));
    }

    /// <summary>Whether a step may be taken with what its officer has signed; he signs exactly this step, as the write sees it.</summary>
    public (StepSignature? Signature, Fault? Fault) Accept(Session session, Actor actor, IntendedStep step, StepSignature? signature)
    {
        if (signature is null)
        {
            return (null, options.RequireSignatures || Signs(session, actor.Officer) ? new(FaultCode.CustodySignature, "The officer who takes this step signs it with a security key; the page asks for it.") : null);
        }

        var registered = keys.Of(session, actor.Officer).Any(key => signature.Key.Span.SequenceEqual(key)) ? keys.Registration(session, actor.Officer, signature.KeyDigest) : null;
        return registered is { } record && StatementOf(session, actor, step).As(signature.Statement)?.Write() == signature.Statement ? (signature with { Registered = record }, null) : (null, NotSigned);
    }

    /// <summary>Where the officer goes when the step is taken: a page that sent the form with a script is told, a browser is led.</summary>
    public static Results<RedirectHttpResult, ContentHttpResult, ProblemHttpResult> Done(IFormCollection form, string address) =>
        $"{form[Field]}".Length > 0 ? TypedResults.Content(new JsonObject { ["to"] = address }.ToJsonString(), "application/json") : TypedResults.LocalRedirect(address);

    private static StepStatement StatementOf(Session session, Actor actor, IntendedStep step)
    {
        var (before, after) = (step.Before, step.After);
        var previous = step.Act == CustodyAct.Taken ? null : session.Find<Record>($"SELECT {Record.Columns} FROM record WHERE seq = @Changed", new { before.Changed });
        return new("", "", "", actor.Officer, step.Act.ToString().ToLowerInvariant(), previous is null ? null : before.Number, after.Description, after.Holder)
        {
            From = previous is null ? null : before.Holder,
            Awaits = after.Awaits,
            Partner = after.Partner ?? before.Partner,
            Sha256 = after.Sha256,
            Note = step.Note,
            Previous = previous?.Seq,
            PreviousSha256 = previous is null ? null : DigestOf(Encoding.UTF8.GetBytes(RecordText.Of(previous))),
        };
    }

    private static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // As browsers write it: without the port that goes without saying.
    private string OriginOf(HttpContext http) => new Uri(node.Origin.Length > 0 ? node.Origin : $"{http.Request.Scheme}://{http.Request.Host}").GetLeftPart(UriPartial.Authority);
}
