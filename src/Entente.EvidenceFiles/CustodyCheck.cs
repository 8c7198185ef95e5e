using System.Globalization;
using Entente.Protocol.Faults;

namespace Entente.EvidenceFiles;

/// <summary>The things in custody: their steps are exactly those that the log has records of, in their order, and each says what its record says.</summary>
internal sealed class CustodyCheck(Examination file)
{
    private const string Kind = "evidence-item";

    public Fault? Run()
    {
        var items = file.Index.Items ?? [];
        if (items.Select(item => item.Number).Distinct().Count() != items.Count)
        {
            return Examination.Changed("A thing is there twice.", EvidenceIndex.Name);
        }

        if (items.SelectMany(item => item.Steps).Select(step => step.Signature?.Digest).OfType<string>().GroupBy(digest => digest).Any(same => same.Skip(1).Any()))
        {
            return Examination.Changed("One signature of an officer stands under two steps.", EvidenceIndex.Name);
        }

        foreach (var (at, item) in items.Index())
        {
            var fault = Check(item) ?? (item.File is { } enclosed ? CheckFile(item, enclosed, enclosed.At(at)) : null);
            if (fault is not null)
            {
                return fault;
            }
        }

        return file.Index.Records.FirstOrDefault(record => record.Kind == Kind && !items.Any(item => Number(item) == record.Subject)) is { } stray
            ? Examination.Changed($"Record {stray.Number.ToString(CultureInfo.InvariantCulture)} is about a thing that the index does not list.", EvidenceIndex.Name)
            : null;
    }

    private Fault? Check(EnclosedItem item)
    {
        var number = Number(item);
        if (item.Steps.Count == 0)
        {
            return new(FaultCode.EvidenceMalformed, $"Item {number} has no step.", EvidenceIndex.Name);
        }

        // Every record of it that left the log is a step, and every step one of those: none is left out, none stands twice or elsewhere.
        if (!item.Steps.Select(step => step.Record).SequenceEqual(file.Index.Records.Where(record => record.Kind == Kind && record.Subject == number).Select(record => record.Number).Order()))
        {
            return Examination.Changed($"The steps of the custody of item {number} are not those of which the file has records, in their order.", EvidenceIndex.Name);
        }

        if (item.Steps.FirstOrDefault(step => !IsOnRecord(item, step)) is { } loose)
        {
            return Examination.Changed($"No record of item {number} in the file says what the step '{loose.Act}' of its custody says.", EvidenceIndex.Name);
        }

        if (new StepSignatureCheck(file).Run(item) is { } unsigned)
        {
            return unsigned;
        }

        var told = $"{item.Steps.Count.ToString(CultureInfo.InvariantCulture)} {(item.Steps.Count == 1 ? "step" : "steps")}, a record of the log for each; last held by {item.Steps[^1].Holder}.";
        List<string> described = [.. item.Steps.Select(step => LinesOf(step)?.Member("description")).OfType<string>()];
        if (item.Withheld is { } why)
        {
            file.Hold("custody", $"item {number}: {told}");
            file.Note("custody", $"item {number}: what it is, is not said here. {why}");
        }
        else if (described.Count == 0)
        {
            file.Hold("custody", $"item {number}: {told}");
            file.Note("custody", $"item {number} is called '{item.Name}', and no record commits to that: its name, origin and conditions are words of the node that made the file.");
        }
        else if (described.Any(digest => digest != EnclosedItem.Describe(item.Kind, item.Name, item.Origin, item.Conditions, item.Translation)))
        {
            return Examination.Changed($"What item {number} is, where it comes from or what binds its holder is not what is on record.", EvidenceIndex.Name);
        }
        else
        {
            file.Hold("custody", $"item {number}, {item.Name}, as it is on record: {told}");
            Translated(item, number);
        }

        return null;
    }

    private void Translated(EnclosedItem item, string number)
    {
        if (item.Translation is not { } translation)
        {
            return;
        }

        var told = $"item {number} is a translation into '{translation.Language}' by {translation.By}";
        if (NameOf(translation.Of) is { } original)
        {
            file.Hold("translation", $"{told}, and the log commits to what it translates: {original}. That it translates it well is the word of whoever made it.");
        }
        else
        {
            file.Note("translation", $"{told} of something that is not in the file, with the SHA-256 {translation.Of}.");
        }
    }

    private string? NameOf(string sha256)
    {
        for (var at = 0; at < file.Index.Messages.Count; at++)
        {
            if (file.Index.Messages[at].Contents.Index().FirstOrDefault(content => content.Item.Sha256 == sha256) is { Item: { } content } found)
            {
                return string.Create(CultureInfo.InvariantCulture, $"messages/{at + 1}/content/{found.Index + 1}.{content.Ending}");
            }
        }

        return (file.Index.Items ?? []).FirstOrDefault(item => item.File?.Sha256 == sha256) is { } other ? $"the file of item {Number(other)}" : null;
    }

    private Fault? CheckFile(EnclosedItem item, EnclosedFile enclosed, string name)
    {
        if (item.Sha256 != enclosed.Sha256 || !item.Steps.Any(step => LinesOf(step)?.Member("sha256") == enclosed.Sha256))
        {
            return Examination.Changed("No record of the custody of the thing names the digest of its file.", name);
        }

        if (!enclosed.IsEnclosed)
        {
            file.Note("custody", $"the {enclosed.Size.ToString(CultureInfo.InvariantCulture)} bytes of {enclosed.Name} are held apart: {enclosed.Apart}");
            return null;
        }

        if (file.File(name) is var bytes && (bytes.Length != enclosed.Size || Examination.Sha256(bytes.Span) != enclosed.Sha256))
        {
            return Examination.Changed("The file of the thing is not the one that is on record.", name);
        }

        file.Hold("custody", $"{name}: the {enclosed.Size.ToString(CultureInfo.InvariantCulture)} bytes of {enclosed.Name}, with the digest that is on record.");
        return null;
    }

    private static string Number(EnclosedItem item) => item.Number.ToString(CultureInfo.InvariantCulture);

    private RecordLines? LinesOf(EnclosedStep step) => file.LinesOf(step.Record);

    private bool IsOnRecord(EnclosedItem item, EnclosedStep step) =>
        LinesOf(step) is { } lines
        && lines.Values.GetValueOrDefault("act") == $"custody.{step.Act}" && lines.Values.GetValueOrDefault("officer") == step.By && lines.Member("holder") == step.Holder
        && lines.At == step.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
        && (item.Withheld is not null || lines.Member("reason") == step.Note);
}
