using System.Text;
using Entente.EvidenceFiles;
using Entente.Tests.Node.Access;

namespace Entente.Tests.EvidenceFiles;

/// <summary>A bag that officer 1002 takes and hands over to officer 1003, who confirms it: two of the steps are signed with security keys, the one between them is not.</summary>
internal sealed class SignedSteps : IDisposable
{
    private const string Description = "seizure";

    private readonly SoftKey first;
    private readonly SoftKey second;

    public SignedSteps(int algorithm = -7, bool verifies = true) => (first, second) = (new(algorithm) { VerifiesUser = verifies }, new());

    /// <summary>Whose key the record of the registration says it is.</summary>
    public string RegisteredTo { get; init; } = "1002";

    /// <summary>Whether a record says, before the first step, that the key was removed.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Changes what is signed by the first step.</summary>
    public Func<StepStatement, StepStatement> Says { get; init; } = static statement => statement;

    /// <summary>Makes the signature under the first step.</summary>
    public Func<SoftKey, string, long, StepSignature> Signs { get; init; } = static (key, statement, registered) => key.Sign(statement, registered);

    /// <summary>What stands under the first step in the file.</summary>
    public Func<StepSignature, StepSignature?> Shows { get; init; } = static signature => signature;

    /// <summary>Puts registrations and steps among the records of a file, and tells what the file lists.</summary>
    public EnclosedItem Write(List<(EnclosedRecord Listed, string Text)> records)
    {
        var registered = records.Count + 1;
        Officer(records, "passkey-added", RegisteredTo, first);
        Officer(records, "passkey-added", "1003", second);
        if (IsRemoved)
        {
            Officer(records, "passkey-removed", "1002", first);
        }

        var number = records.Count + 1;
        var what = EnclosedItem.Describe(Description, "Sealed bag", "Container 17", null);
        StepStatement Statement(string officer, string act, string holder) => new("https://node.example", "2026-03-01T12:00:00Z", new('7', 32), officer, act, act == "taken" ? null : 5, what, holder);

        var taken = Signs(first, Says(Statement("1002", "taken", "1002")).Write(), registered);
        Step("custody.taken", "1002", $$"""{"holder":"1002","description":"{{what}}","statement":"{{taken.Digest}}"}""");
        Step("custody.handed", "1002", """{"holder":"1002","awaits":"1003","reason":"for the laboratory"}""");
        var received = second.Sign(
            (Statement("1003", "received", "1003") with { From = "1002", Previous = number + 1, PreviousSha256 = Given.Digest(Encoding.UTF8.GetBytes(records[^1].Text)) }).Write(), registered + 1);
        Step("custody.received", "1003", $$"""{"holder":"1003","statement":"{{received.Digest}}"}""");
        return new(
            5, Description, "Sealed bag", "Container 17",
            [
                new("taken", Given.Now, "1002", "1002", number) { Signature = Shows(taken) },
                new("handed", Given.Now, "1002", "1002", number + 1, "for the laboratory"),
                new("received", Given.Now, "1003", "1003", number + 2) { Signature = received },
            ]);

        void Step(string act, string officer, string detail)
        {
            var next = records.Count + 1;
            records.Add((new(next, "evidence-item", "5"), Given.Record(next, act, "evidence-item", "5", detail, officer)));
        }
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    private static void Officer(List<(EnclosedRecord Listed, string Text)> records, string act, string officer, SoftKey key)
    {
        var next = records.Count + 1;
        records.Add((new(next, "officer", officer), Given.Record(next, $"access.{act}", "officer", officer, $$"""{"key":"{{Given.Digest(key.Cose())}}"}""", officer)));
    }
}
