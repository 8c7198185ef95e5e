using System.Globalization;
using Entente.EvidenceFiles;
using Entente.Node.Evidence.Custody;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Node.Evidence;

/// <summary>What happens to a thing on its way to a partner or from one.</summary>
internal enum BorderStep
{
    /// <summary>An officer here hands it over.</summary>
    Sent = 1,

    /// <summary>The partner has it, or has it back.</summary>
    Confirmed,

    /// <summary>It is not taken over.</summary>
    Declined,

    /// <summary>An officer here has it.</summary>
    Received,

    /// <summary>What was lent goes back.</summary>
    Restored,

    /// <summary>Who lent it has it back.</summary>
    Returned,
}

/// <summary>A thing as it is handed over.</summary>
/// <param name="Number">Here.</param>
/// <param name="CaseNumber">The case of mutual assistance that it belongs to.</param>
/// <param name="File">Its bytes, where all of them are here.</param>
/// <param name="Chain">Who held it before.</param>
internal sealed record ThingAcross(long Number, ThingKind Kind, string Name, string Origin, string? Conditions, string? CaseNumber, HandedFile? File, IReadOnlyList<HandedStep> Chain);

/// <summary>The face of custody for the module that hands things over to partners and takes them from there. Each step stands with its record and the message that told it.</summary>
internal static class CustodyAcross
{
    public static Fault NotHis => CustodyItem.NotHis;

    /// <summary>The case and the thing, as far as the officer sees it.</summary>
    public static ThingAcross? Find(Session session, Actor actor, long number)
    {
        if (CustodyItem.Find(session, number, actor) is not { } item)
        {
            return null;
        }

        var file = CustodyContent.Find(session, number) is { IsWhole: true } content ? new HandedFile(content.Name, content.MediaType, content.Size, content.Sha256!) : null;
        return new(
            number, item.Translation is not null ? ThingKind.Document : Enum.TryParse<ThingKind>(item.Kind, ignoreCase: true, out var kind) ? kind : ThingKind.Other, item.Name, item.Origin, item.Conditions, item.CaseNumber, file,
            [.. item.Steps(session).TakeLast(100).Select(step => new HandedStep(WordOf(step.Act), step.At, step.Record))]);
    }

    /// <summary>Why a step cannot be taken; <see langword="null"/>: it can.</summary>
    /// <param name="seen">The last step that the officer saw; <see langword="null"/>: it comes from the partner.</param>
    public static Fault? Refuse(Session session, Actor actor, long number, BorderStep step, string partner, Giving giving, long? seen) => Decide(session, actor, number, step, partner, giving, seen).Fault;

    /// <summary>A step as an officer is about to take it, or why it cannot be taken.</summary>
    public static (IntendedStep? Step, Fault? Fault) Intend(Session session, Actor actor, long number, BorderStep step, string partner, Giving giving, long seen, string? note, string? sha256)
    {
        var (item, after, fault) = Decide(session, actor, number, step, partner, giving, seen);
        return after is null ? (null, fault) : (new(item!, after with { Sha256 = sha256 ?? after.Sha256 }, ActOf(step), note), null);
    }

    /// <summary>Writes a step that can be taken.</summary>
    public static void Step(Session session, Actor actor, long number, BorderStep step, string partner, Giving giving, string messageId, string? note, string? sha256 = null, StepSignature? signature = null)
    {
        var (item, after, _) = Decide(session, actor, number, step, partner, giving, null);
        var stepped = item!.Step(session, actor, ActOf(step), after! with { Sha256 = sha256 ?? after.Sha256 }, note, messageId, signature);
        if (step == BorderStep.Received && sha256 is not null && CustodyContent.Find(session, number) is { IsWhole: false } content)
        {
            content.End(session, sha256, stepped.Changed);
        }

        // What is not taken, or was lent and has gone back, is not kept.
        if (after.State == CustodyState.Ended && after.GivenBy is not null)
        {
            CustodyContent.Remove(session, number);
        }
    }

    /// <summary>Puts on record that a partner hands a thing over; its bytes are announced with it.</summary>
    public static long Arrive(Session session, Actor partner, string authorityId, string from, string messageId, ThingAcross thing)
    {
        var item = new CustodyItem
        {
            Kind = WordOf(thing.Kind), Name = thing.Name, Origin = thing.Origin, Conditions = thing.Conditions, CaseNumber = thing.CaseNumber, Sha256 = thing.File?.Sha256, AuthorityId = authorityId, Holder = from,
            State = CustodyState.OnTheWay, Partner = from, GivenBy = from, GivenIn = messageId,
        }.Add(session, partner, CustodyAct.Arrived, messageId);
        foreach (var (index, step) in thing.Chain.Index())
        {
            session.Execute(
                "INSERT INTO custody_before (item, ordinal, act, at, record) VALUES (@Number, @ordinal, @Step, @At, @Record)", new { item.Number, ordinal = index + 1L, step.Step, step.At, step.Record });
        }

        if (thing.File is { } file)
        {
            new CustodyContent { Item = item.Number, Name = file.Name, MediaType = file.MediaType, Size = file.Bytes, Sha256 = file.Sha256, BegunBy = partner.Officer }.Begin(session);
        }

        return item.Number;
    }

    public static long ChunksOf(long bytes) => CustodyContent.ChunksOf(bytes);

    public static string DigestOf(ReadOnlySpan<byte> body) => CustodyContent.DigestOf(body);

    /// <summary>Takes away what a thing says and its bytes, when the day has passed until which its giver lets it be kept; its steps and records stay.</summary>
    public static void Erase(Session session, long number)
    {
        CustodyContent.Remove(session, number);
        session.Execute("UPDATE custody_item SET name = kind, origin = '', conditions = NULL, translator = NULL WHERE number = @number", new { number });
    }

    /// <summary>Takes a part of the bytes; the same again changes nothing.</summary>
    public static Fault? Put(Session session, long number, long chunk, byte[] body, string sha256) =>
        CustodyContent.DigestOf(body) != sha256 ? new(FaultCode.CustodyContent, $"The bytes of chunk {chunk} that came have another SHA-256 than was stated.")
        : CustodyItem.Of(session, number) is { IsComing: true } && CustodyContent.Find(session, number) is { } content
            ? content.Put(session, chunk, body, sha256)
            : new(FaultCode.CustodyStep, "Nothing of it is waited for any more.");

    public static byte[]? Chunk(Session session, long number, long chunk) => CustodyContent.Read(session, number, chunk);

    /// <summary>The digest of the bytes that are here; <see langword="null"/>: it has none. A fault where they are not all here, or are others than were announced.</summary>
    public static async Task<(string? Sha256, Fault? Fault)> VerifyAsync(Database database, long number, CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => Task.FromResult(CustodyContent.Find(session, number)), cancellation) is not { } content)
        {
            return (null, null);
        }

        var digest = content.IsWhole ? content.Sha256 : await content.DigestAsync(database, cancellation);
        return digest is null ? (null, new(FaultCode.CustodyContent, "Not all of its chunks are here yet."))
            : digest != content.Sha256 ? (null, new(FaultCode.CustodyContent, $"The whole that came has the SHA-256 {digest}, and not the one that was stated."))
            : (digest, null);
    }

    private static (CustodyItem? Item, CustodyItem? After, Fault? Fault) Decide(Session session, Actor actor, long number, BorderStep step, string partner, Giving giving, long? seen)
    {
        var item = seen is null ? CustodyItem.Of(session, number) : CustodyItem.Find(session, number, actor);
        if (item is null)
        {
            return (null, null, new(FaultCode.NotFound, ""));
        }

        if (seen is { } last && last != item.Changed)
        {
            return (item, null, new(FaultCode.CustodyStep, "Something has happened to it since you looked; open it again."));
        }

        if (step == BorderStep.Sent && CustodyContent.Find(session, number) is { IsWhole: false })
        {
            return (item, null, new(FaultCode.CustodyContent, "Not all of its chunks are here yet."));
        }

        var (after, fault) = item.DecideAcross(ActOf(step), actor.Officer, partner, giving);
        return (item, after, fault);
    }

    private static CustodyAct ActOf(BorderStep step) => Enum.Parse<CustodyAct>(step.ToString());

    private static string WordOf(CustodyAct act) => act.ToString().ToLower(CultureInfo.InvariantCulture);

    private static string WordOf(ThingKind kind) => kind == ThingKind.Other ? "object" : kind.ToString().ToLower(CultureInfo.InvariantCulture);
}

/// <summary>To which partner a thing of that case may be handed over; <see langword="null"/>: to none. The module that knows cases registers it.</summary>
internal delegate string? PartnerOfCase(Session session, Actor actor, string caseNumber);

/// <summary>The number and the reference of the case that the officer sees and names by one of them; <see langword="null"/>: there is none, or several. The module that knows cases registers it.</summary>
internal delegate (string Number, string Reference)? FindCase(Session session, Actor actor, string named);
