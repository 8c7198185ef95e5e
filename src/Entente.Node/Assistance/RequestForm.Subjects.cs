using Entente.Protocol.Alerts;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Assistance;

/// <summary>Whom or what a request is about, as fields: the four kinds that most requests name. Others, drafted by another program, are kept as they are.</summary>
public sealed partial class RequestForm
{
    public const string Business = "business";
    public const string Person = "person";
    public const string Means = "means";
    public const string Goods = "goods";

    /// <summary>Of a kind that this form does not show.</summary>
    public const string Kept = "kept";

    public static IReadOnlyList<string> SubjectKinds { get; } = [Business, Person, Means, Goods];

    private static void WriteSubject(Dictionary<string, StringValues> values, int i, AlertContent subject)
    {
        values[$"subject{i}.of"] = $"{i}";
        var (kind, fields) = subject switch
        {
            BusinessAlert business => (Business, Fields(
                ("name", business.Name), ("address", FirstOf(business.Addresses)?.Lines), ("country", FirstOf(business.Addresses)?.Country),
                ("number", business.Numbers.FirstOrDefault(number => number.Kind == BusinessNumberKind.Vat)?.Value), ("register", business.Numbers.FirstOrDefault(number => number.Kind == BusinessNumberKind.Registration)?.Value))),
            PersonAlert { Person: var person } => (Person, Fields(
                ("name", person.Name), ("forenames", string.Join(' ', person.Forenames)), ("birth", FirstOf(person.Births)), ("country", FirstOf(person.Nationalities)),
                ("number", FirstOf(person.Papers)?.Number), ("address", FirstOf(person.Addresses)?.Lines))),
            TransportAlert { Means: Boat boat } => (Means, Fields(("means", nameof(ObjectType.Boat)), ("number", boat.Imo), ("name", boat.Name), ("country", boat.Flag))),
            TransportAlert { Means: Container container } => (Means, Fields(("means", nameof(ObjectType.Container)), ("number", container.Number))),
            TransportAlert { Means: Aircraft aircraft } => (Means, Fields(("means", nameof(ObjectType.Aircraft)), ("number", aircraft.Tail))),
            TransportAlert { Means: MotorVehicle vehicle } => (Means, Fields(("means", nameof(ObjectType.MotorVehicle)), ("number", vehicle.Plate), ("country", vehicle.PlateCountry))),
            CommodityAlert goods => (Goods, Fields(("name", goods.Description), ("number", string.Join(' ', goods.HsCodes)), ("country", string.Join(' ', goods.Origins)))),
            _ => (Kept, Fields(("name", subject.Title))),
        };
        values[$"subject{i}.kind"] = kind;
        foreach (var (field, value) in fields)
        {
            values[$"subject{i}.{field}"] = value;
        }
    }

    private static (string, string?)[] Fields(params (string Field, string? Value)[] fields) => fields;

    /// <summary>A row without a name or number is left out, which is how one is taken away.</summary>
    private AlertContent? SubjectAt(int i, IReadOnlyList<AlertContent> before)
    {
        string? Of(string field) => this[$"subject{i}.{field}"];
        var was = int.TryParse(Of("of"), System.Globalization.CultureInfo.InvariantCulture, out var index) && index >= 0 && index < before.Count ? before[index] : null;
        if (was is not null && IsAsBefore(i, was))
        {
            return Of("leave") is null ? was : null;
        }

        var country = Of("country")?.ToUpperInvariant();
        return (Of("kind"), Of("name"), Of("number")) switch
        {
            (Business, { } name, var number) => (was as BusinessAlert ?? new BusinessAlert { Name = name }) with
            {
                Name = name,
                Addresses = Of("address") is { } address ? [new(address, country), .. ((was as BusinessAlert)?.Addresses ?? []).Skip(1)] : [],
                Numbers =
                [
                    .. number is null ? [] : new[] { new BusinessNumber(BusinessNumberKind.Vat, number) }, .. Of("register") is { } register ? new[] { new BusinessNumber(BusinessNumberKind.Registration, register) } : [],
                    .. ((was as BusinessAlert)?.Numbers ?? []).Where(kept => kept.Kind is not (BusinessNumberKind.Vat or BusinessNumberKind.Registration)),
                ],
            },
            (Person, { } name, var number) => (was as PersonAlert ?? new PersonAlert { Person = new() { Name = name } }) with
            {
                Person = ((was as PersonAlert)?.Person ?? new() { Name = name }) with
                {
                    Name = name,
                    Forenames = Split(Of("forenames")),
                    Births = Of("birth") is { } birth ? [birth] : [],
                    Nationalities = country is null ? [] : [country],
                    Papers = number is null ? [] : [((was as PersonAlert)?.Person.Papers ?? []).FirstOrDefault(paper => paper.Number == number) ?? new(PaperKind.Other, number)],
                    Addresses = Of("address") is { } address ? [new(address)] : [],
                },
            },
            (Means, var name, var number) when (number ?? name) is not null => new TransportAlert { Means = MeansOf(Of("means"), number, name, country), Persons = (was as TransportAlert)?.Persons ?? [] },
            (Goods, { } name, var codes) => (was as CommodityAlert ?? new CommodityAlert { Description = name }) with { Description = name, HsCodes = Split(codes), Origins = Split(country) },
            _ => null,
        };
    }

    private bool IsAsBefore(int i, AlertContent was)
    {
        var written = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        WriteSubject(written, i, was);
        return written.All(field => string.IsNullOrEmpty(field.Value) ? this[field.Key] is null : this[field.Key] == field.Value);
    }

    private static string[] Split(string? text) => (text ?? "").Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ObjectFields MeansOf(string? kind, string? number, string? name, string? country) => kind switch
    {
        nameof(ObjectType.Boat) => new Boat { Imo = number, Name = name, Flag = country },
        nameof(ObjectType.Aircraft) => new Aircraft { Tail = number },
        nameof(ObjectType.MotorVehicle) => new MotorVehicle { Plate = number, PlateCountry = country },
        _ => new Container { Number = number ?? name! },
    };
}
