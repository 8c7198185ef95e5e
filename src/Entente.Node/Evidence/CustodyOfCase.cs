using Entente.EvidenceFiles;
using Entente.Node.Evidence.Custody;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>The things that are evidence in a case, as its evidence file lists them, with the bytes of those that fit.</summary>
internal static class CustodyOfCase
{
    public const string Kind = CustodyActs.Kind;

    /// <summary>Of all files of things in one evidence file: it is put together in memory.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>The records that belong to them.</summary>
    public static IReadOnlyCollection<Act> Acts => CustodyActs.Steps;

    /// <param name="session">The read.</param>
    /// <param name="officer">Who asked for the evidence file.</param>
    /// <param name="caseNumber">The case.</param>
    /// <param name="use">What the law keeps from evidence.</param>
    public static IReadOnlyList<(EnclosedItem Listed, byte[]? File)> Find(Session session, Actor officer, string caseNumber, RefuseUse use)
    {
        var room = MostBytes;
        List<(EnclosedItem, byte[]?)> found = [];
        foreach (var item in CustodyItem.OfCase(session, caseNumber, officer))
        {
            var signatures = SignatureRow.Of(session, item.Number);
            var steps = item.Steps(session).ConvertAll(step =>
                new EnclosedStep(step.Act.ToString().ToLowerInvariant(), step.At, step.Holder, step.Officer, step.Record, step.Note) { Signature = signatures.GetValueOrDefault(step.Record) });
            var kept = item.GivenIn is { } brought && item.GivenBy is { } partner ? use(session, officer, partner, brought) : null;
            if (kept is not null)
            {
                found.Add((Withheld(item, steps, $"The law under which it was given keeps it from the officer who asked: {kept.Detail}"), null));
                continue;
            }

            if (item.IsErased)
            {
                found.Add((Withheld(item, steps, "The day has passed until which its giver lets it be kept: it is erased."), null));
                continue;
            }

            var content = CustodyContent.Find(session, item.Number) is { IsWhole: true } whole ? whole : null;
            var fits = content is not null && content.Size <= room;
            room -= fits ? content!.Size : 0;
            found.Add((
                new(item.Number, item.Kind, item.Name, item.Origin, steps, item.Conditions, item.Sha256)
                {
                    Translation = item.Translation,
                    File = content is null ? null : new(content.Name, content.MediaType, content.Sha256!, content.Size, fits ? null : "it is larger than what an evidence file holds beside the messages."),
                },
                fits ? Bytes(session, content!) : null));
        }

        return found;
    }

    private static EnclosedItem Withheld(CustodyItem item, IEnumerable<EnclosedStep> steps, string why) =>
        new(item.Number, item.Kind, item.Kind, "", [.. steps.Select(step => step with { Note = null, Signature = null })], null, item.Sha256) { Withheld = why };

    private static byte[] Bytes(Session session, CustodyContent content)
    {
        var bytes = new byte[content.Size];
        for (var chunk = 1L; chunk <= content.Chunks; chunk++)
        {
            CustodyContent.Read(session, content.Item, chunk)!.CopyTo(bytes, (chunk - 1) * CustodyContent.ChunkBytes);
        }

        return bytes;
    }
}
