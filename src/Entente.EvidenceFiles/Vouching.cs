using System.Globalization;
using System.Text;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.EvidenceFiles;

/// <summary>What outside of the file vouches for it: cards whose fingerprints the verifier knows, logs and witnesses that he names.</summary>
internal sealed class Vouching(Examination file)
{
    private bool logIsVouched;

    /// <summary>The cards that a record of the maker's log approves.</summary>
    public HashSet<VerifiedCard> Approved { get; } = [];

    public bool IsWhole { get; private set; }

    /// <summary>The policy to judge by: what the verifier brings; else what the cards say that he knows; else what the file brings.</summary>
    public LogPolicy PolicyOf(LogPolicy enclosed)
    {
        if (file.Trust.Policy is { } own)
        {
            logIsVouched = true;
            return own;
        }

        var known = file.Cards.Where(IsKnown).ToList();
        var keys = known.Where(card => card.Party == file.Index.MadeBy).Select(card => card.Card.Log).OfType<string>().Distinct().ToList();

        // A card that is said to be approved and is not ends the verification, below.
        var witnesses = file.Cards.Where(card => card.Party != file.Index.MadeBy && (IsKnown(card) || card.Enclosed.Approval is not null)).Select(card => card.Card.Witness).OfType<string>().Distinct().ToList();
        var text = new StringBuilder();
        keys.ForEach(key => text.Append("log ").Append(key).Append('\n'));
        for (var at = 0; at < witnesses.Count; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"witness w{at} {witnesses[at]}\n");
        }

        text.Append(witnesses.Count == 0 ? "quorum none\n" : $"group any any {string.Join(' ', Enumerable.Range(0, witnesses.Count).Select(at => string.Create(CultureInfo.InvariantCulture, $"w{at}")))}\nquorum any\n");
        logIsVouched = keys.Count > 0 && LogPolicy.TryParse(Encoding.UTF8.GetBytes(text.ToString()), RecordCheck.Open, out _, out _);
        return logIsVouched && LogPolicy.TryParse(Encoding.UTF8.GetBytes(text.ToString()), RecordCheck.Open, out var made, out _) ? made : enclosed;
    }

    public Fault? Run()
    {
        if (file.Trust.Cards.Count == 0 && file.Trust.Policy is null)
        {
            file.Note("trust", "you have named nobody whom you trust. The file agrees with itself; whether its keys are those of the administrations that it names, nothing outside of it vouches for. "
                + "Compare the fingerprints of the cards with the administrations, and verify again with --card, or with --key or --policy for the log.");
            return null;
        }

        if (logIsVouched)
        {
            file.Hold("trust", file.Trust.Policy is null ? "the log is the one that a card names which you trust." : "the log and its witnesses are those that you named.");
        }

        if (file.Trust.Cards.Count == 0)
        {
            file.Note("trust", "you have named no card: that the signatures of messages and of the container are those of the administrations, only the records vouch for that name a card.");
            return null;
        }

        if (!file.Cards.Any(card => card.Party == file.Index.MadeBy && IsKnown(card)))
        {
            return new(FaultCode.EvidenceUntrusted, $"No card of {file.Index.MadeBy} in the file, whose node made it, has a fingerprint that you named.");
        }

        var older = Older();

        // What officers of a node that is trusted have compared and put on record counts as compared.
        if (file.Cards.Find(card => !IsKnown(card) && !(logIsVouched && Approved.Contains(card)) && !older.Contains(card)) is { } strange)
        {
            return new(FaultCode.EvidenceUntrusted, $"The card of {strange.Party} has none of the fingerprints that you named, and no record in the file approves it.", strange.Enclosed.File);
        }

        IsWhole = logIsVouched;
        file.Hold("trust", $"every card is one that you named, or one that the node of {file.Index.MadeBy} has put on record as compared.");
        return null;
    }

    private bool IsKnown(VerifiedCard card) => file.Trust.Cards.Contains(card.Enclosed.Fingerprint);

    /// <summary>The versions of the maker's own card that lead back from one that is trusted: each signed by a key that a later one of them lists, over as many rotations as there were.</summary>
    private HashSet<VerifiedCard> Older()
    {
        var own = file.Cards.Where(card => card.Party == file.Index.MadeBy).ToList();
        HashSet<VerifiedCard> found = [.. own.Where(IsKnown)];
        for (var before = -1; found.Count != before;)
        {
            before = found.Count;
            found.UnionWith(own.Where(card => found.Any(later => later.Signers.Any(key => key.Certificate.Equals(card.Signers[0].Certificate)))));
        }

        return found;
    }
}
