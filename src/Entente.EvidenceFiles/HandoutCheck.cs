using System.Globalization;
using Entente.Protocol.Faults;

namespace Entente.EvidenceFiles;

/// <summary>Who asked for the file and who approved it: what the index says, and what the log has on record of it.</summary>
internal sealed class HandoutCheck(Examination file)
{
    private const string Kind = "evidence-file";

    public Fault? Run()
    {
        var handout = file.Index.Handout;
        var (asked, approved) = (Find("asked"), Find("approved"));
        if (file.Index.Records.Any(record => record.Kind == Kind && record != asked.Listed && record != approved.Listed))
        {
            return Examination.Changed("A record of a handing out that is neither the asking nor the approval of this one is in the file.", EvidenceIndex.Name);
        }

        if (asked.Lines is not { } first || approved.Lines is not { } second)
        {
            file.Note("handout", $"that officer {handout.AskedBy} asked for this file and officer {handout.ApprovedBy} approved it are words of the node that made it: no record in the file says so.");
            return null;
        }

        var isSaid = first.Subject == second.Subject && first.Values.GetValueOrDefault("officer") == handout.AskedBy && second.Values.GetValueOrDefault("officer") == handout.ApprovedBy && handout.AskedBy != handout.ApprovedBy
            && first.Member("recipient") == handout.Recipient && second.Member("recipient") == handout.Recipient && first.Member("digest") is { } digest && second.Member("digest") == digest
            && $"{first.Member("kind")} {first.Member("subject")}" == handout.Query;
        if (!isSaid)
        {
            return Examination.Changed("The records of asking and approving are of other officers, another recipient or another request than the index says.", EvidenceIndex.Name);
        }

        file.Hold("handout", $"records {Number(asked.Listed)} and {Number(approved.Listed)} of the log say that officer {handout.AskedBy} asked for this file for {handout.Recipient} on {first.At}, and that officer {handout.ApprovedBy}, another one, approved exactly that on {second.At}.");
        return null;
    }

    private (EnclosedRecord? Listed, RecordLines? Lines) Find(string act)
    {
        foreach (var record in file.Index.Records.Where(record => record.Kind == Kind))
        {
            if (file.LinesOf(record.Number) is { } lines && lines.Values.GetValueOrDefault("act") == $"{Kind}.{act}")
            {
                return (record, lines);
            }
        }

        return (null, null);
    }

    private static string Number(EnclosedRecord? record) => record!.Number.ToString(CultureInfo.InvariantCulture);
}
