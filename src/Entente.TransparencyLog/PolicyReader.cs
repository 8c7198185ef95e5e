using System.Text;
using System.Text.Unicode;

namespace Entente.TransparencyLog;

/// <summary>Reads a policy line by line; each refusal is the sentence that says what is wrong with the line.</summary>
internal sealed class PolicyReader(KeyOpening open)
{
    public const string Nobody = "none";

    private const int MostLines = 256;

    private readonly List<PolicyLog> logs = [];
    private readonly List<PolicyWitness> witnesses = [];
    private readonly List<PolicyGroup> groups = [];
    private readonly List<NoteVerifier> verifiers = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal) { Nobody };
    private readonly HashSet<string> members = new(StringComparer.Ordinal);
    private string? quorum;

    /// <param name="words">What stands on the line between spaces and tabs.</param>
    public string? Line(string[] words) => words switch
    {
        [] => null,
        [var first, ..] when first.StartsWith('#') => null,
        ["log", var key] => Log(key, null),
        ["log", var key, var url] => Log(key, url),
        ["witness", var name, var key] => Witness(name, key, null),
        ["witness", var name, var key, var url] => Witness(name, key, url),
        ["group", var name, var threshold, .. { Length: > 0 } of] => Group(name, threshold, of),
        ["quorum", var name] => Quorum(name),
        _ => "A line is a log, a witness, a group or the quorum, with what belongs to it.",
    };

    public LogPolicy? ToPolicy() => quorum is null ? null : new(logs, witnesses, groups, quorum, verifiers);

    private string? Log(string text, string? url)
    {
        if (Key(text) is not { } verifier)
        {
            return "The key of a log is name+id+key of a kind that is verified here, and its id fits.";
        }

        if (logs.Count == MostLines || logs.Any(log => log.Key.PublicKey.Span.SequenceEqual(verifier.Key.PublicKey.Span)))
        {
            return "A log is listed once, and at most 256 are.";
        }

        logs.Add(new(verifier.Key, url));
        verifiers.Add(verifier);
        return null;
    }

    private string? Witness(string name, string text, string? url)
    {
        if (Key(text) is not { Key.Algorithm.IsTimed: true } verifier)
        {
            return "The key of a witness is name+id+key of a cosignature, and its id fits.";
        }

        if (witnesses.Count == MostLines || witnesses.Any(witness => witness.Key.PublicKey.Span.SequenceEqual(verifier.Key.PublicKey.Span)))
        {
            return "A witness is listed once, and at most 256 are.";
        }

        if (!names.Add(name))
        {
            return "The name is that of another witness or group, or none.";
        }

        witnesses.Add(new(name, verifier.Key, url));
        verifiers.Add(verifier);
        return null;
    }

    private string? Group(string name, string threshold, string[] of)
    {
        var count = threshold switch
        {
            "any" => 1,
            "all" => of.Length,
            _ => StrictText.TryNumber(threshold, out var number) && number <= of.Length ? (int)number : 0,
        };
        if (count == 0 || groups.Count == MostLines)
        {
            return "A group names how many of its members are enough: any, all, or a number from one to as many as there are. There are at most 256 groups.";
        }

        // Each name counts in one place only, so that no witness is counted twice.
        if (!of.All(member => member != Nobody && names.Contains(member) && members.Add(member)))
        {
            return "A member is a witness or group from a line above that is in no other group.";
        }

        if (!names.Add(name))
        {
            return "The name is that of another witness or group, or none.";
        }

        groups.Add(new(name, count, of));
        return null;
    }

    private string? Quorum(string name)
    {
        if (quorum is not null)
        {
            return "A policy has exactly one quorum line.";
        }

        quorum = names.Contains(name) ? name : null;
        return quorum is null ? "The quorum is a witness or group from a line above, or none." : null;
    }

    private NoteVerifier? Key(string octets)
    {
        // The name in a key is text, as in the notes that it verifies.
        var bytes = Encoding.Latin1.GetBytes(octets);
        return Utf8.IsValid(bytes) && VerifierKey.TryParse(Encoding.UTF8.GetString(bytes), out var key) && open(key) is { } check ? new(key, check) : null;
    }
}
