using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Assistance;

/// <summary>The evidence file of a case: everything that was exchanged in it, with the documents that went along, and its steps on record.</summary>
internal static class CaseEvidence
{
    public const string Kind = "assistance";

    public static EvidenceSource Of(MessageEvidence messages, RefuseUse use) => new(Kind, Sees, (session, officer, id) => Collect(messages, use, session, officer, id));

    private static string? Sees(Session session, Standing officer, string id) =>
        officer.Roles.Any(role => role is Role.Officer or Role.Supervisor or Role.Legal) && Find(session, officer.Authority, id) is { } row ? $"{row.Reference}, {row.Partner}, {row.Id}" : null;

    private static EvidenceParts Collect(MessageEvidence messages, RefuseUse use, Session session, Actor officer, string id)
    {
        var row = Find(session, officer.Authority, id)!;
        var items = CustodyOfCase.Find(session, officer, id, use);
        return messages.OfConversation(
            session, officer, row.Partner, row.Id, new(Kind, row.Id), [(Kind, id), .. items.Select(item => (CustodyOfCase.Kind, item.Listed.Number.ToString(CultureInfo.InvariantCulture)))],
            [AssistanceActs.Drafted, AssistanceActs.DocumentAdded, AssistanceActs.Stepped, AssistanceActs.Arrived, AssistanceActs.TooLate, AssistanceActs.Erased, .. CustodyOfCase.Acts]) with
        {
            Items = items,
        };
    }

    private static CaseRow? Find(Session session, AuthorityKind authority, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? CaseRow.Find(session, number, authority) : null;
}
