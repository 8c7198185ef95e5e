using System.Globalization;
using Entente.Agreements;
using Entente.Node.Console;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Assistance;

/// <summary>One authority of the own directory as the fields of a form, and back.</summary>
internal static class DirectoryForm
{
    public const string Page = "/assistance/directory";

    public const string Ours = "/assistance/directory/ours";

    public const int MostCompetences = 12;

    /// <summary>The week as it is worked.</summary>
    public static IReadOnlyList<DayOfWeek> Week { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static RequestForm From(ListedAuthority? listed)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        if (listed is null)
        {
            return RequestForm.From(values);
        }

        (values["id"], values["kind"], values["zone"]) = (listed.Id, Words.Of(listed.Kind), listed.Zone);
        (values["nameEn"], values["nameFr"]) = (NameIn(listed, "en"), NameIn(listed, "fr"));
        (values["contactName"], values["contactReach"]) = (listed.Contact.Name, listed.Contact.Reach);
        values["languages"] = string.Join(' ', listed.Languages);
        foreach (var day in Week)
        {
            values[FieldOf(day)] = HoursOn(listed, day);
        }

        foreach (var (i, competence) in listed.Competences.Index())
        {
            values[$"competence{i}.instrument"] = competence.Instrument;
            values[$"competence{i}.assistance"] = new([.. competence.Assistance]);
            values[$"competence{i}.capacity"] = competence.MonthlyCapacity?.ToString(CultureInfo.InvariantCulture);
        }

        return RequestForm.From(values);
    }

    public static string FieldOf(DayOfWeek day) => $"hours{day}";

    /// <summary>When it is open on a day, as it is written: <c>08:30-12:00 13:00-17:00</c>.</summary>
    public static string HoursOn(ListedAuthority listed, DayOfWeek day) =>
        string.Join(' ', listed.Hours.Where(open => open.Day == day).OrderBy(open => open.From).Select(open => string.Create(CultureInfo.InvariantCulture, $"{open.From:HH:mm}-{open.Until:HH:mm}")));

    /// <summary>The name in the officer's language, else the first.</summary>
    public static string NameOf(ListedAuthority listed) => NameIn(listed, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? listed.Names[0].Text;

    /// <summary>What is written, as far as it can be read.</summary>
    /// <param name="before">The same authority as it was: names in other languages stay.</param>
    /// <param name="errors">What cannot be read.</param>
    public static ListedAuthority Read(RequestForm form, ListedAuthority? before, FormErrors errors, Text text)
    {
        foreach (var (field, words) in new[]
        {
            ("id", text["Give it a short name of its own, such as customs-central."]), ("nameEn", text["Give its name."]), ("contactName", text["Name the office that is turned to."]),
            ("contactReach", text["Say where the office is reached."]), ("zone", text["A zone has its IANA name, for example Europe/Amsterdam."]), ("languages", text["Name at least one language, as en or fr."]),
        })
        {
            if (form[field] is null)
            {
                errors.Add(field, words);
            }
        }

        var kind = Words.TryParse<AuthorityKind>(form["kind"] ?? "", out var read) ? read : AuthorityKind.Customs;
        return new()
        {
            Id = form["id"] ?? "",
            Kind = kind,
            Names =
            [
                .. new[] { new NameIn("en", form["nameEn"] ?? ""), new NameIn("fr", form["nameFr"] ?? "") }.Where(name => name.Text.Length > 0),
                .. (before?.Names ?? []).Where(name => name.Language is not ("en" or "fr")),
            ],
            Contact = new(form["contactName"] ?? "", kind, form["contactReach"] ?? "", before?.Contact.Reference),
            Zone = form["zone"] ?? "",
            Languages = (form["languages"] ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Hours = [.. Week.SelectMany(day => HoursOf(form, day, errors, text))],
            Competences = [.. Enumerable.Range(0, MostCompetences).Where(i => form[$"competence{i}.instrument"] is not null).Select(i => CompetenceAt(form, i, errors, text))],
        };
    }

    /// <summary>The field that a fault is about.</summary>
    public static string FieldOf(Fault fault) => fault.At?.Split('.') switch
    {
        [_, _, "names" or "names[0]" or "names[1]", ..] => "nameEn",
        [_, _, "contact", "reach"] => "contactReach",
        [_, _, "contact", ..] => "contactName",
        [_, _, var member, ..] when member.StartsWith("languages", StringComparison.Ordinal) => "languages",
        [_, _, "id" or "zone"] and [.., var member] => member,
        _ => "",
    };

    private static string? NameIn(ListedAuthority listed, string language) => listed.Names.FirstOrDefault(name => name.Language == language)?.Text;

    private static IEnumerable<OpenHours> HoursOf(RequestForm form, DayOfWeek day, FormErrors errors, Text text)
    {
        foreach (var span in (form[FieldOf(day)] ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (span.Split('-') is [var from, var until]
                && TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opens)
                && TimeOnly.TryParseExact(until, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var closes) && opens < closes)
            {
                yield return new(day, opens, closes);
            }
            else
            {
                errors.Add(FieldOf(day), text["Expected hours such as 08:30-17:00, or 08:30-12:00 13:00-17:00."]);
                yield break;
            }
        }
    }

    private static Competence CompetenceAt(RequestForm form, int i, FormErrors errors, Text text)
    {
        int? capacity = null;
        if (form[$"competence{i}.capacity"] is { } typed)
        {
            if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var read))
            {
                capacity = read;
            }
            else
            {
                errors.Add($"competence{i}.capacity", text["A number of requests, in digits."]);
            }
        }

        return new(form[$"competence{i}.instrument"]!, [.. form.All($"competence{i}.assistance")], capacity);
    }
}
