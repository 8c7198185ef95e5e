using System.Globalization;
using Entente.Protocol.Faults;

namespace Entente.EvidenceFiles;

/// <summary>What the officers have signed themselves: each signature is under the step as it is on record, made with a key that the log knows as that officer's, and none that was made is left out.</summary>
internal sealed class StepSignatureCheck(Examination file)
{
    private const string Registration = "access.passkey-added";
    private const string Removal = "access.passkey-removed";

    public Fault? Run(EnclosedItem item)
    {
        var number = item.Number.ToString(CultureInfo.InvariantCulture);
        for (var at = 0; at < item.Steps.Count; at++)
        {
            if (Check(item, at) is { } why)
            {
                return Examination.Changed($"The step '{item.Steps[at].Act}' of the custody of item {number}: {why}", EvidenceIndex.Name);
            }
        }

        var (signed, unsigned) = (item.Steps.Where(step => step.Signature is not null).ToList(), item.Steps.Where(step => step.Signature is null).ToList());
        if (signed.Count > 0)
        {
            file.Hold("custody", $"item {number}: signed by the officer with a security key that the log knows as his: {Told(signed)}.");
        }

        if (unsigned.Count > 0)
        {
            file.Note("custody", $"item {number}: not signed by the officer{(item.Withheld is null ? "" : " in this file")}, attested by the node's log: {Told(unsigned)}.");
        }

        return null;
    }

    private static string Told(IEnumerable<EnclosedStep> steps) => string.Join(", ", steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Act} (record {step.Record})")));

    private string? Check(EnclosedItem item, int at)
    {
        var step = item.Steps[at];
        var lines = file.LinesOf(step.Record);
        var digest = lines?.Member("statement");
        if (step.Signature is not { } signature)
        {
            // What the law keeps back stands in the statement as well.
            return digest is null || item.Withheld is not null ? null : "its record says that the officer signed it, and the signature is not there.";
        }

        if (item.Withheld is not null || digest != signature.Digest)
        {
            return "its record does not name that statement.";
        }

        if (StatementOf(item, at, lines!).As(signature.Statement)?.Write() != signature.Statement)
        {
            return "what the officer signed is something else than what is on record.";
        }

        return signature.Refusal() ?? CheckKey(step, signature);
    }

    // As the records tell it, so that only the address, the instant and the number of the asking are the statement's own.
    private StepStatement StatementOf(EnclosedItem item, int at, RecordLines lines)
    {
        var (step, before) = (item.Steps[at], at == 0 ? null : item.Steps[at - 1]);
        return new("", "", "", step.By, step.Act, before is null ? null : item.Number, EnclosedItem.Describe(item.Kind, item.Name, item.Origin, item.Conditions, item.Translation), step.Holder)
        {
            From = before?.Holder,
            Awaits = lines.Member("awaits"),
            Partner = lines.Member("partner"),
            Sha256 = lines.Member("sha256"),
            Note = step.Note,
            Previous = before?.Record,
            PreviousSha256 = before is null ? null : Examination.Sha256(file.File(string.Create(CultureInfo.InvariantCulture, $"records/{before.Record}.txt")).Span),
        };
    }

    private string? CheckKey(EnclosedStep step, StepSignature signature)
    {
        bool IsOf(EnclosedRecord record, string act) => record.Kind == "officer" && record.Subject == step.By && record.Number < step.Record
            && file.LinesOf(record.Number) is { } lines && lines.Values.GetValueOrDefault("act") == act && lines.Member("key") == signature.KeyDigest;

        return !file.Index.Records.Any(record => record.Number == signature.Registered && IsOf(record, Registration)) ? "no record before it registers that key as that officer's."
            : file.Index.Records.Any(record => IsOf(record, Removal)) ? "the key was removed before."
            : null;
    }
}
