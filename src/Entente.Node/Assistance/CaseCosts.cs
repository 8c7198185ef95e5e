using System.Text;
using Entente.Assistance;
using Entente.Protocol.Assistance;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>The cost beyond what is ordinary in a case, read from what the two sides told each other: both hold the same statement.</summary>
internal static class CaseCosts
{
    /// <param name="entries">What happened in the case. What the partner has not taken, it knows nothing of.</param>
    /// <returns>What was announced and still stands, and what was agreed to.</returns>
    public static (Cost? Asked, Cost? Agreed) Of(IEnumerable<EntryRow> entries)
    {
        (Cost? asked, Cost? agreed) = (null, null);
        foreach (var entry in entries.Where(entry => entry.NotTaken is null))
        {
            (asked, agreed) = entry.Step switch
            {
                CaseStep.SetConditions => (Read(MessageKind.AssistanceDecided, entry)?.Cost, agreed),
                CaseStep.Assure => (asked, Read(MessageKind.AssistanceAssured, entry)?.Cost ?? agreed),
                CaseStep.Accept or CaseStep.AcceptInPart or CaseStep.Resume => (null, agreed),
                _ => (asked, agreed),
            };
        }

        return (asked, agreed);
    }

    private static TPayload? Read<TPayload>(MessageKind<TPayload> kind, EntryRow entry)
        where TPayload : MessagePayload => entry.Body is { } body && kind.TryRead(Encoding.UTF8.GetBytes(body), out var payload, out _) ? payload : null;
}
