using System.Globalization;
using Entente.Node.Console;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Alerts;

/// <summary>An alert as the fields of a form, and back. What an alert holds beyond the form's fields survives an amendment.</summary>
internal sealed class AlertForm
{
    private readonly Dictionary<string, string> values;

    private AlertForm(Dictionary<string, string> values, IReadOnlyList<string> audience, IReadOnlyList<string> warnings) =>
        (this.values, Audience, Warnings) = (values, audience, warnings);

    public IReadOnlyList<string> Audience { get; }

    public IReadOnlyList<string> Warnings { get; }

    public string? this[string field] => values.GetValueOrDefault(field) is { Length: > 0 } value ? value : null;

    public static AlertForm Empty(DateOnly reviewBy) => new(new() { ["reviewBy"] = Day(reviewBy), ["action"] = nameof(RequestedAction.SpecificCheck) }, [], []);

    public static AlertForm From(IEnumerable<KeyValuePair<string, StringValues>> posted)
    {
        var all = posted.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        return new(
            all.ToDictionary(pair => pair.Key, pair => pair.Value.ToString().Trim(), StringComparer.Ordinal),
            [.. all.GetValueOrDefault("audience").OfType<string>()],
            [.. all.GetValueOrDefault("warnings").OfType<string>()]);
    }

    public static AlertForm From(AlertView view)
    {
        var values = new Dictionary<string, string?>
        {
            ["action"] = view.Alert.Action.ToString(),
            ["reason"] = view.Alert.Reason,
            ["case"] = view.Alert.CaseReference,
            ["legal"] = view.Alert.LegalBasis,
            ["questions"] = Lines(view.Alert.Questions),
            ["handling"] = view.Alert.Handling.ToString(),
            ["handlingNote"] = view.Alert.HandlingNote,
            ["source"] = view.Alert.Source.ToString(),
            ["information"] = view.Alert.Information.ToString(),
            ["reviewBy"] = Day(view.ReviewBy),
        };
        foreach (var (field, value) in Fields(view.Alert.Content))
        {
            values[field] = value;
        }

        return new(
            values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!),
            view.EveryAuthority ? ["*"] : view.Audience,
            [.. ((view.Alert.Content as TargetAlert)?.Warnings ?? []).Select(warning => warning.ToString())]);
    }

    public EnterAlert.Command ToCommand(AlertCategory category, Alert? before) => new(
        new Alert
        {
            Content = Content(category, before?.Content),
            Action = Read<RequestedAction>("action") ?? 0,
            Reason = this["reason"] ?? "",
            CaseReference = this["case"] ?? "",
            LegalBasis = this["legal"],
            Questions = Split("questions"),
            Handling = Read<HandlingCode>("handling") ?? HandlingCode.H0,
            HandlingNote = this["handlingNote"],
            Source = Read<SourceEvaluation>("source") ?? SourceEvaluation.X,
            Information = Read<InformationEvaluation>("information") ?? InformationEvaluation.Uncorroborated,
        },
        DateOnly.TryParseExact(this["reviewBy"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var reviewBy) ? reviewBy : default,
        Audience.Contains("*") ? ["*"] : Audience);

    /// <summary>The faults at the fields that caused them.</summary>
    public static FormErrors Errors(IEnumerable<Fault> faults, Text t)
    {
        var errors = new FormErrors();
        foreach (var fault in faults)
        {
            errors.Add(FieldOf(fault.At), $"{t[fault.Code.Title]} {fault.Detail}");
        }

        return errors;
    }

    private static string FieldOf(string? at) => at switch
    {
        null => "reason",
        "$.reviewBy" => "reviewBy",
        "$.audience" => "audience",
        "$.alert.caseReference" => "case",
        "$.alert.content.currency" => "currency",
        "$.alert.content.amount" => "amount",
        _ when at.Contains("means", StringComparison.Ordinal) => "kind",
        _ when at.Contains("objects", StringComparison.Ordinal) => "containers",
        _ => at[(at.LastIndexOf('.') + 1)..],
    };

    private static IEnumerable<(string Field, string? Value)> Fields(AlertContent content) => content switch
    {
        PersonAlert { Person: var person } =>
        [
            ("name", person.Name), ("forenames", string.Join(' ', person.Forenames)), ("maidenName", person.MaidenName), ("formerSurnames", Lines(person.FormerSurnames)),
            ("aliases", Lines(person.Aliases.Select(alias => alias.Text))), ("births", string.Join(' ', person.Births)), ("birthPlaces", Lines(person.BirthPlaces)),
            ("nationalities", string.Join(' ', person.Nationalities)), ("sex", person.Sex?.ToString()),
            ("passports", Lines(person.Papers.Where(paper => paper.Kind == PaperKind.Passport).Select(paper => $"{paper.Country} {paper.Number}".Trim()))),
            ("addresses", Lines(person.Addresses.Select(address => address.Lines))), ("characteristics", Lines(person.Characteristics)),
            ("plates", Lines(person.TransportRegistrations)),
        ],
        BusinessAlert business =>
        [
            ("name", business.Name), ("aliases", Lines(business.OtherNames.Select(name => name.Text))), ("addresses", Lines(business.Addresses.Select(address => address.Lines))),
            ("vat", Number(business, BusinessNumberKind.Vat)), ("eori", Number(business, BusinessNumberKind.Eori)), ("register", Number(business, BusinessNumberKind.Registration)),
        ],
        TransportAlert { Means: var means } => Fields(means),
        CommodityAlert goods => [("description", goods.Description), ("hsCodes", string.Join(' ', goods.HsCodes)), ("origins", string.Join(' ', goods.Origins)), ("containers", ContainerLines(goods.Objects))],
        FraudTrendAlert trend => [("description", trend.Description), ("hsCodes", string.Join(' ', trend.HsCodes)), ("route", string.Join(' ', trend.Route))],
        ExpertiseAlert expert => [("name", expert.Name), ("forename", expert.Forename), ("expertise", expert.Expertise)],
        GoodsDetainedAlert goods =>
        [
            ("description", goods.Description), ("hsCodes", string.Join(' ', goods.HsCodes)), ("quantity", goods.Quantity), ("place", goods.Place),
            ("detainedOn", goods.DetainedOn is { } day ? Day(day) : null), ("containers", ContainerLines(goods.Objects)),
        ],
        CashDetainedAlert cash =>
        [
            ("amount", cash.Amount.ToString(CultureInfo.InvariantCulture)), ("currency", cash.Currency), ("place", cash.Place),
            ("detainedOn", cash.DetainedOn is { } day ? Day(day) : null),
        ],
        _ => [],
    };

    private static IEnumerable<(string Field, string? Value)> Fields(ObjectFields means) => means switch
    {
        Boat boat => [("kind", nameof(ObjectType.Boat)), ("name", boat.Name), ("number", boat.Imo), ("callSign", boat.CallSign), ("mmsi", boat.Mmsi), ("country", boat.Flag), ("details", boat.Description)],
        Aircraft aircraft => [("kind", nameof(ObjectType.Aircraft)), ("number", aircraft.Tail), ("details", aircraft.Description)],
        Container container => [("kind", nameof(ObjectType.Container)), ("number", container.Number), ("details", container.Description)],
        RoadVehicle vehicle => [("kind", nameof(ObjectType.MotorVehicle)), ("number", vehicle.Plate), ("country", vehicle.PlateCountry), ("vin", vehicle.Vin), ("details", vehicle.Description)],
        _ => [("kind", means.Type.ToString()), ("number", means.Title), ("details", means.Description)],
    };

    private AlertContent Content(AlertCategory category, AlertContent? before)
    {
        WarningCode[] warnings = [.. Warnings.Select(text => Enum.TryParse<WarningCode>(text, out var warning) ? warning : 0).Where(warning => warning != 0)];
        return category switch
        {
            AlertCategory.Persons => new PersonAlert { Warnings = warnings, Person = Person((before as PersonAlert)?.Person) },
            AlertCategory.Businesses => ((before as BusinessAlert) ?? new BusinessAlert { Name = "" }) with
            {
                Warnings = warnings,
                Name = this["name"] ?? "",
                OtherNames = [.. Split("aliases").Select(name => new OtherName(name))],
                Addresses = [.. Split("addresses").Select(lines => new Address(lines))],
                Numbers =
                [
                    .. from pair in new[] { (BusinessNumberKind.Vat, this["vat"]), (BusinessNumberKind.Eori, this["eori"]), (BusinessNumberKind.Registration, this["register"]) }
                       where pair.Item2 is not null
                       select new BusinessNumber(pair.Item1, pair.Item2!),
                    .. ((before as BusinessAlert)?.Numbers ?? []).Where(number => number.Kind is not (BusinessNumberKind.Vat or BusinessNumberKind.Eori or BusinessNumberKind.Registration)),
                ],
            },
            AlertCategory.MeansOfTransport => ((before as TransportAlert) ?? new TransportAlert { Means = new Boat() }) with { Warnings = warnings, Means = Means((before as TransportAlert)?.Means) },
            AlertCategory.Commodities => ((before as CommodityAlert) ?? new CommodityAlert { Description = "" }) with
            {
                Warnings = warnings,
                Description = this["description"] ?? "",
                HsCodes = Words("hsCodes"),
                Origins = Codes("origins"),
                Objects = Containers((before as CommodityAlert)?.Objects),
            },
            AlertCategory.FraudTrends => new FraudTrendAlert { Description = this["description"] ?? "", HsCodes = Words("hsCodes"), Route = Codes("route") },
            AlertCategory.Expertise => new ExpertiseAlert { Name = this["name"] ?? "", Forename = this["forename"] ?? "", Expertise = this["expertise"] ?? "" },
            AlertCategory.GoodsDetained => ((before as GoodsDetainedAlert) ?? new GoodsDetainedAlert { Description = "" }) with
            {
                Description = this["description"] ?? "",
                HsCodes = Words("hsCodes"),
                Quantity = this["quantity"],
                Place = this["place"],
                DetainedOn = ReadDay("detainedOn"),
                Objects = Containers((before as GoodsDetainedAlert)?.Objects),
            },
            _ => ((before as CashDetainedAlert) ?? new CashDetainedAlert { Amount = 0, Currency = "" }) with
            {
                Amount = decimal.TryParse(this["amount"], NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : 0,
                Currency = this["currency"]?.ToUpperInvariant() ?? "",
                Place = this["place"],
                DetainedOn = ReadDay("detainedOn"),
            },
        };
    }

    private PersonFields Person(PersonFields? before) => (before ?? new PersonFields { Name = "" }) with
    {
        Name = this["name"] ?? "",
        Forenames = this["forenames"] is { } forenames ? [forenames] : [],
        MaidenName = this["maidenName"],
        FormerSurnames = Split("formerSurnames"),
        Aliases = [.. Split("aliases").Select(name => new OtherName(name))],
        Births = Words("births"),
        BirthPlaces = Split("birthPlaces"),
        Nationalities = Codes("nationalities"),
        Sex = Read<PersonSex>("sex"),
        Papers = [.. Split("passports").Select(Passport), .. (before?.Papers ?? []).Where(paper => paper.Kind != PaperKind.Passport)],
        Addresses = [.. Split("addresses").Select(lines => new Address(lines))],
        Characteristics = Split("characteristics"),
        TransportRegistrations = Split("plates"),
    };

    private ObjectFields Means(ObjectFields? before) => (Read<ObjectType>("kind") ?? ObjectType.Boat) switch
    {
        ObjectType.Boat => ((before as Boat) ?? new Boat()) with
        {
            Name = this["name"], Imo = this["number"], CallSign = this["callSign"], Mmsi = this["mmsi"], Flag = this["country"]?.ToUpperInvariant(), Description = this["details"],
        },
        ObjectType.Aircraft => ((before as Aircraft) ?? new Aircraft()) with { Tail = this["number"], Description = this["details"] },
        ObjectType.Container => new Container { Number = this["number"] ?? "", Description = this["details"] },
        ObjectType.MotorVehicle => new MotorVehicle { Plate = this["number"], PlateCountry = this["country"]?.ToUpperInvariant(), Vin = this["vin"], Description = this["details"] },
        _ => before ?? new Boat(),
    };

    private List<ObjectFields> Containers(IReadOnlyList<ObjectFields>? before) =>
        [.. Split("containers").Select(number => new Container { Number = number }), .. (before ?? []).Where(one => one is not Container)];

    private static IdentityPaper Passport(string line) =>
        line.Split(' ', 2, StringSplitOptions.TrimEntries) is [{ Length: 2 } country, var number] ? new(PaperKind.Passport, number, country.ToUpperInvariant()) : new(PaperKind.Passport, line);

    private static string ContainerLines(IReadOnlyList<ObjectFields> objects) => Lines(objects.OfType<Container>().Select(container => container.Number));

    private static string? Number(BusinessAlert business, BusinessNumberKind kind) => business.Numbers.FirstOrDefault(number => number.Kind == kind)?.Value;

    private static string Lines(IEnumerable<string> values) => string.Join('\n', values);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateOnly? ReadDay(string field) => DateOnly.TryParseExact(this[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private string[] Split(string field) => (this[field] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string[] Words(string field) => (this[field] ?? "").Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string[] Codes(string field) => [.. Words(field).Select(code => code.ToUpperInvariant())];

    private TEnum? Read<TEnum>(string field)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(this[field], out var value) && Enum.IsDefined(value) ? value : null;
}
