using System.Collections.Frozen;
using System.Text.Json;
using Entente.Node.Console;

namespace Entente.Node.Evidence;

/// <summary>What stands in records by its code, in words; the text table translates them.</summary>
internal static class RecordWords
{
    private const string Feed = "feed:";
    private const string Node = "node:";

    private static readonly Dictionary<string, string> kinds = new(StringComparer.Ordinal)
    {
        ["abroad-hit"] = Text.Key("Hit abroad"),
        ["agreement"] = Text.Key("Agreement"),
        ["alert"] = Text.Key("Alert"),
        ["assistance"] = Text.Key("Request for assistance"),
        ["declaration"] = Text.Key("Declaration"),
        ["directory"] = Text.Key("Directory of authorities"),
        ["evidence-item"] = Text.Key("Thing in custody"),
        ["evidence-file"] = Text.Key("Evidence file"),
        ["export"] = Text.Key("Data export"),
        ["feed"] = Text.Key("Feed"),
        ["hit"] = Text.Key("Hit"),
        ["holidays"] = Text.Key("Public holidays"),
        ["information"] = Text.Key("Information unasked"),
        ["list"] = Text.Key("List"),
        ["log"] = Text.Key("Log"),
        ["message"] = Text.Key("Message"),
        ["node-card"] = Text.Key("Card of this node"),
        ["officer"] = Text.Key("Officer"),
        ["own-key"] = Text.Key("Key of this node"),
        ["partner"] = Text.Key("Partner"),
        ["permission"] = Text.Key("Permission"),
        ["priority"] = Text.Key("Order of priority"),
        ["question"] = Text.Key("Question"),
        ["record"] = Text.Key("Record"),
        ["review"] = Text.Key("Review of a search"),
        ["reference-list"] = Text.Key("Reference list"),
        ["refusal"] = Text.Key("Refusal"),
        ["subscription"] = Text.Key("Automatic exchange"),
    };

    private static readonly Dictionary<string, string> parts = new(StringComparer.Ordinal)
    {
        ["agreements"] = Text.Key("The node itself (agreements)"),
        ["assistance"] = Text.Key("The node itself (mutual assistance)"),
        ["command-line"] = Text.Key("Command line of this node"),
        ["demonstration"] = Text.Key("The demonstration"),
        ["exchange"] = Text.Key("The node itself (exchange)"),
        ["federation"] = Text.Key("The node itself (partners and messages)"),
        ["lists"] = Text.Key("The node itself (lists)"),
        ["review"] = Text.Key("The node itself (draw of searches)"),
        ["set-up"] = Text.Key("The node itself (set-up)"),
        ["simulated-officer"] = Text.Key("A simulated officer"),
        ["witness"] = Text.Key("The node itself (witness)"),
    };

    private static readonly Dictionary<string, string> members = new(StringComparer.Ordinal)
    {
        ["action"] = Text.Key("Requested action"),
        ["sort"] = Text.Key("Order"),
        ["act"] = Text.Key("Act"),
        ["added"] = Text.Key("Entries added"),
        ["agreement"] = Text.Key("Agreement"),
        ["alert"] = Text.Key("Alert"),
        ["alongWith"] = Text.Key("Judged with"),
        ["amended"] = Text.Key("Entries amended"),
        ["approvedBy"] = Text.Key("Approved by"),
        ["article"] = Text.Key("Article"),
        ["asked"] = Text.Key("Asked"),
        ["awaits"] = Text.Key("Waits for"),
        ["cosigned"] = Text.Key("Cosigned up to"),
        ["description"] = Text.Key("Digest of what it is"),
        ["stored"] = Text.Key("Stored up to"),
        ["weekend"] = Text.Key("Days on which nobody works"),
        ["zone"] = Text.Key("Zone"),
        ["attested"] = Text.Key("What is attested"),
        ["approval"] = Text.Key("Approval"),
        ["audience"] = Text.Key("Who may see it"),
        ["before"] = Text.Key("Before"),
        ["birth"] = Text.Key("Birth"),
        ["case"] = Text.Key("Case reference"),
        ["category"] = Text.Key("Category"),
        ["cause"] = Text.Key("Cause"),
        ["channel"] = Text.Key("Channel"),
        ["checkpoint"] = Text.Key("Root of the checkpoint"),
        ["clause"] = Text.Key("Clause"),
        ["comesFrom"] = Text.Key("This comes from"),
        ["consignment"] = Text.Key("Consignment"),
        ["container"] = Text.Key("Container"),
        ["conversation"] = Text.Key("Conversation"),
        ["country"] = Text.Key("Country"),
        ["declaration"] = Text.Key("Declaration"),
        ["defaulted"] = Text.Key("Defaulted"),
        ["drawn"] = Text.Key("Drawn"),
        ["due"] = Text.Key("Due"),
        ["detail"] = Text.Key("Detail"),
        ["digest"] = Text.Key("Digest of the question"),
        ["directive"] = Text.Key("What to do"),
        ["entries"] = Text.Key("Entries"),
        ["everySeconds"] = Text.Key("Every so many seconds"),
        ["fault"] = Text.Key("Fault"),
        ["fingerprint"] = Text.Key("Fingerprint"),
        ["holder"] = Text.Key("Held by"),
        ["hit"] = Text.Key("Hit"),
        ["hits"] = Text.Key("Hits"),
        ["keepUntil"] = Text.Key("Kept until"),
        ["key"] = Text.Key("Key"),
        ["keys"] = Text.Key("Keys"),
        ["hs"] = Text.Key("HS code"),
        ["instrument"] = Text.Key("Instrument"),
        ["kind"] = Text.Key("Kind"),
        ["leaves"] = Text.Key("Leaves"),
        ["list"] = Text.Key("List"),
        ["log"] = Text.Key("Log"),
        ["loss"] = Text.Key("Loss report"),
        ["mapped"] = Text.Key("Carried"),
        ["means"] = Text.Key("Means"),
        ["message"] = Text.Key("Message"),
        ["name"] = Text.Key("Name"),
        ["newer"] = Text.Key("Newer than"),
        ["notCarried"] = Text.Key("Not carried"),
        ["office"] = Text.Key("Office"),
        ["offeredBy"] = Text.Key("Offered by"),
        ["officer"] = Text.Key("Officer"),
        ["older"] = Text.Key("Older than"),
        ["outcome"] = Text.Key("Outcome"),
        ["owner"] = Text.Key("Owner"),
        ["partner"] = Text.Key("Partner"),
        ["pair"] = Text.Key("Pair of"),
        ["path"] = Text.Key("Place"),
        ["proposal"] = Text.Key("Proposal"),
        ["proposedBy"] = Text.Key("Proposed by"),
        ["perHour"] = Text.Key("Messages an hour"),
        ["port"] = Text.Key("Port"),
        ["purpose"] = Text.Key("Purpose"),
        ["reason"] = Text.Key("Reason"),
        ["recipient"] = Text.Key("Recipient"),
        ["reference"] = Text.Key("Reference"),
        ["resendOf"] = Text.Key("Sent before as"),
        ["roles"] = Text.Key("Roles"),
        ["root"] = Text.Key("Root certificate"),
        ["rows"] = Text.Key("Rows"),
        ["searches"] = Text.Key("Searches"),
        ["sha256"] = "SHA-256",
        ["shown"] = Text.Key("Shown"),
        ["since"] = Text.Key("Received from"),
        ["state"] = Text.Key("State"),
        ["statement"] = Text.Key("Digest of what was signed"),
        ["step"] = Text.Key("Step"),
        ["subject"] = Text.Key("Subject"),
        ["subjects"] = Text.Key("Subjects"),
        ["suspension"] = Text.Key("Suspension"),
        ["suspect"] = Text.Key("Suspect"),
        ["text"] = Text.Key("Words"),
        ["table"] = Text.Key("Table"),
        ["until"] = Text.Key("Received until"),
        ["upTo"] = Text.Key("Up to number"),
        ["us"] = Text.Key("Side"),
        ["urgent"] = Text.Key("Why it cannot wait"),
        ["verdict"] = Text.Key("Verdict"),
        ["version"] = Text.Key("Version"),
        ["withdrawn"] = Text.Key("Entries withdrawn"),
    };

    // Members whose value is a name of the code, MeansOfTransport; what people typed is never translated.
    private static readonly FrozenSet<string> coded = ["action", "before", "category", "directive", "outcome", "state", "verdict"];

    /// <summary>The kinds of objects that records are about.</summary>
    public static IEnumerable<string> Kinds => kinds.Keys;

    extension(Text t)
    {
        /// <summary>What was done.</summary>
        public string ActOf(Record record) => Act.All.TryGetValue(record.Act, out var act) ? t[act.Words] : record.Act;

        public string KindOf(string kind) => kinds.TryGetValue(kind, out var words) ? t[words] : kind;

        /// <summary>Who did it: an officer by name, a feed or a part of the node by its own.</summary>
        public string OfficerOf(string officer, IReadOnlyDictionary<string, string> names) =>
            officer.StartsWith(Feed, StringComparison.Ordinal) ? t["Feed {0}", officer[Feed.Length..]]
            : officer.StartsWith(Node, StringComparison.Ordinal) ? t.PartOf(officer[Node.Length..])
            : names.GetValueOrDefault(officer, officer);

        /// <summary>Which part of the node acted, or what stood at its command line.</summary>
        public string PartOf(string part) => parts.TryGetValue(part, out var words) ? t[words] : t["The node itself ({0})", part];

        /// <summary>The detail of a record, member by member; what has no value is left out.</summary>
        public IReadOnlyList<(string Label, string Value)> DetailOf(Record record)
        {
            using var json = JsonDocument.Parse(record.Detail);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? [.. json.RootElement.EnumerateObject().Where(static member => member.Value.ValueKind != JsonValueKind.Null).Select(member => (
                    record.SubjectKind == "message" && member.Name == "action" ? t["Kind of message"] : t.MemberOf(member.Name), coded.Contains(member.Name) ? t.Word(t.Flat(member.Value)) : t.Flat(member.Value)))]
                : [("", record.Detail)];
        }

        public string MemberOf(string name) => members.TryGetValue(name, out var words) ? t[words] : name;

        private string Flat(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(t.Flat)),
            JsonValueKind.Object => string.Join(" · ", value.EnumerateObject().Select(member => $"{t.MemberOf(member.Name)} {t.Flat(member.Value)}")),
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };
    }
}
