using System.Text.RegularExpressions;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Entente.Protocol.Identifiers;

namespace Entente.Agreements.Text;

/// <summary>From the tree to an <see cref="Agreement"/>, part by part.</summary>
internal sealed partial class AgreementReader(TreeReader read)
{
    private const int LongestTitle = 300;

    private const int LongestText = 2_000;

    private const int LongestWording = 20_000;

    private bool template;

    public Agreement Read(YamlTree tree, string digest)
    {
        var keys = read.Mapping(tree, AgreementShape.Agreement);
        var inForce = keys.TryGetValue("inForce", out var period) ? read.Mapping(period, AgreementShape.InForce) : [];
        var status = read.Word<AgreementStatus>(keys.GetValueOrDefault("status")) ?? AgreementStatus.Agreed;
        template = status == AgreementStatus.Template;
        var (from, until) = (read.Date(inForce.GetValueOrDefault("from")), read.Date(inForce.GetValueOrDefault("until")));
        if (until < from)
        {
            read.Refuse(FaultCode.AgreementPeriod, inForce["until"].Place, $"It ends on {until:yyyy-MM-dd}, before it begins on {from:yyyy-MM-dd}.");
        }

        return new Agreement
        {
            Id = read.Formed(keys.GetValueOrDefault("agreement"), Id(), "an id of at most 64 letters, digits and hyphens"),
            Version = read.Number(keys.GetValueOrDefault("version"), 9_999),
            Status = status,
            Instrument = read.Word<Instrument>(keys.GetValueOrDefault("instrument")) ?? Instrument.Cmaa,
            Title = read.Line(keys.GetValueOrDefault("title"), LongestTitle),
            From = from ?? default,
            Until = until,
            Languages = read.Texts(keys.GetValueOrDefault("languages"), item => read.Formed(item, Language(), "a language code of two letters, such as fr")),
            Parties = [.. read.Items(keys.GetValueOrDefault("parties")).Select(Party)],
            Reservations = [.. read.Items(keys.GetValueOrDefault("reservations")).Select(Reservation)],
            Declarations = [.. read.Items(keys.GetValueOrDefault("declarations")).Select(Declaration)],
            Articles = [.. read.Items(keys.GetValueOrDefault("articles")).Select(Article)],
            Digest = digest,
            VersionPlace = PlaceOf(keys, "version"),
            FromPlace = PlaceOf(inForce, "from"),
            StatusPlace = PlaceOf(keys, keys.ContainsKey("status") ? "status" : "version"),
        };
    }

    private static Place PlaceOf(Dictionary<string, YamlTree> keys, string key) => keys.TryGetValue(key, out var tree) ? tree.Place : default;

    private BoundParty Party(YamlTree tree)
    {
        var keys = read.Mapping(tree, AgreementShape.Party);
        var party = PartyOf(keys.GetValueOrDefault("party"));
        return new(
            tree.Place,
            party,
            read.Set<AuthorityKind>(keys.GetValueOrDefault("authorities")),
            keys.TryGetValue("calendar", out var calendar) ? PartyOf(calendar) : party,
            keys.TryGetValue("accepts", out var accepts) ? read.Texts(accepts, Annex) : []);
    }

    private Reservation Reservation(YamlTree tree)
    {
        var keys = read.Mapping(tree, AgreementShape.Reservation);
        return new(
            tree.Place,
            PartyOf(keys.GetValueOrDefault("party")),
            read.Texts(keys.GetValueOrDefault("articles"), NumberOf),
            read.Prose(keys.GetValueOrDefault("text"), LongestText),
            read.Set<UsePurpose>(keys.GetValueOrDefault("purposes")),
            read.Fields(keys.GetValueOrDefault("data")));
    }

    private Declaration Declaration(YamlTree tree)
    {
        var keys = read.Mapping(tree, AgreementShape.Declaration);
        return new(tree.Place, PartyOf(keys.GetValueOrDefault("party")), read.Prose(keys.GetValueOrDefault("text"), LongestText))
        {
            Retention = read.Retention(keys.GetValueOrDefault("retention")),
            Handling = read.Word<HandlingCode>(keys.GetValueOrDefault("handling")) ?? HandlingCode.H0,
            Approval = read.Word<Approval>(keys.GetValueOrDefault("approval")) ?? Approval.Officer,
            When = read.Set<Condition>(keys.GetValueOrDefault("when")),
        };
    }

    private Article Article(YamlTree tree)
    {
        var keys = read.Mapping(tree, AgreementShape.Article);
        return new(
            tree.Place,
            NumberOf(keys.GetValueOrDefault("article")),
            keys.TryGetValue("title", out var title) ? read.Line(title, LongestTitle) : null,
            keys.TryGetValue("annex", out var annex) ? Annex(annex) : null,
            read.Prose(keys.GetValueOrDefault("wording"), LongestWording))
        {
            Permits = [.. read.Items(keys.GetValueOrDefault("permits")).Select(Grant)],
            Refuses = read.Set<RefusalGround>(keys.GetValueOrDefault("refuses")),
            Forbids = [.. read.Items(keys.GetValueOrDefault("forbids")).Select(Prohibition)],
        };
    }

    private Grant Grant(YamlTree tree)
    {
        var keys = read.Mapping(tree, AgreementShape.Permission);
        return new(tree.Place)
        {
            Exchanges = read.Set<ExchangeKind>(keys.GetValueOrDefault("exchanges")),
            Assistance = read.Set<AssistanceType>(keys.GetValueOrDefault("assistance")),
            Data = read.Fields(keys.GetValueOrDefault("data")),
            Purposes = read.Set<UsePurpose>(keys.GetValueOrDefault("purposes")),
            Direction = DirectionOf(keys.GetValueOrDefault("direction")),
            When = read.Set<Condition>(keys.GetValueOrDefault("when")),
            Approval = read.Word<Approval>(keys.GetValueOrDefault("approval")) ?? Approval.Officer,
            Handling = read.Word<HandlingCode>(keys.GetValueOrDefault("handling")) ?? HandlingCode.H0,
            Actions = read.Set<PermittedAction>(keys.GetValueOrDefault("actions")),
            Onward = keys.TryGetValue("onward", out var onward) ? Onward(onward) : null,
            Retention = read.Retention(keys.GetValueOrDefault("retention")),
            Deadlines = keys.TryGetValue("deadline", out var deadline) ? DeadlinesOf(deadline) : new(),
            Costs = read.Word<CostBearer>(keys.GetValueOrDefault("costs")) ?? CostBearer.Requested,
        };
    }

    private Prohibition Prohibition(YamlTree tree)
    {
        var keys = read.Mapping(tree, AgreementShape.Prohibition);
        var prohibition = new Prohibition(tree.Place)
        {
            Exchanges = read.Set<ExchangeKind>(keys.GetValueOrDefault("exchanges")),
            Assistance = read.Set<AssistanceType>(keys.GetValueOrDefault("assistance")),
            Data = read.Fields(keys.GetValueOrDefault("data")),
            Purposes = read.Set<UsePurpose>(keys.GetValueOrDefault("purposes")),
            Direction = DirectionOf(keys.GetValueOrDefault("direction")),
            Unless = read.Set<Condition>(keys.GetValueOrDefault("unless")),
            Instead = read.Word<Instrument>(keys.GetValueOrDefault("instead")),
        };
        if (!keys.ContainsKey("exchanges") && !keys.ContainsKey("assistance") && !keys.ContainsKey("data") && !keys.ContainsKey("purposes"))
        {
            read.Refuse(FaultCode.AgreementMalformed, tree.Place, "Say what is forbidden: exchanges, assistance, data or purposes.");
        }

        return prohibition;
    }

    private Direction? DirectionOf(YamlTree? tree)
    {
        if (tree is null or YamlTree.Text { Value: "any" })
        {
            return null;
        }

        var keys = read.Mapping(tree, AgreementShape.Direction);
        return new(PartyOf(keys.GetValueOrDefault("from")), PartyOf(keys.GetValueOrDefault("to")));
    }

    private OnwardRule Onward(YamlTree tree)
    {
        var keys = read.Mapping(tree, AgreementShape.Onward);
        return new(
            read.Set<AuthorityKind>(keys.GetValueOrDefault("authorities")),
            keys.TryGetValue("parties", out var parties) ? read.Texts(parties, PartyOf) : [],
            read.Truth(keys.GetValueOrDefault("withConsent")));
    }

    private Deadlines DeadlinesOf(YamlTree tree)
    {
        var keys = read.Mapping(tree, AgreementShape.Deadline);
        if (tree is YamlTree.Mapping { Entries.Count: 0 })
        {
            read.Refuse(FaultCode.AgreementMalformed, tree.Place, "No deadline is named.");
        }

        return new(
            read.Period(keys.GetValueOrDefault("acknowledge")),
            read.Period(keys.GetValueOrDefault("confirm")),
            read.Period(keys.GetValueOrDefault("complete")),
            read.Period(keys.GetValueOrDefault("decide")),
            read.Period(keys.GetValueOrDefault("execute")),
            read.Period(keys.GetValueOrDefault("reply")),
            read.Period(keys.GetValueOrDefault("report")));
    }

    private string PartyOf(YamlTree? tree)
    {
        var text = read.Line(tree, 100);
        if (tree is not null && text.Length > 0 && (!PartyId.IsWellFormed(text) || (!template && !CountryCode.TryParse(PartyId.CountryOf(text), out _))))
        {
            read.Refuse(FaultCode.AgreementWord, tree.Place, $"{TreeReader.Quote(text)} is neither a country nor the id of a node.");
        }

        return text;
    }

    private string NumberOf(YamlTree? tree) => read.Formed(tree, ArticleNumber(), "the number of an article, such as 12.6.1 or 4a");

    private string Annex(YamlTree tree) => read.Formed(tree, AnnexNumber(), "the number of an annex, such as IX or B");

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[a-z]{2}\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"\A[0-9A-Za-z]{1,10}([.-][0-9A-Za-z]{1,10}){0,4}\z")]
    private static partial Regex ArticleNumber();

    [GeneratedRegex(@"\A[0-9A-Z]{1,10}\z")]
    private static partial Regex AnnexNumber();
}
