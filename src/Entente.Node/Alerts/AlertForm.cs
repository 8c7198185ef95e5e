using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Console;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Alerts;

/// <summary>An alert as the fields of a form, and back.</summary>
/// <remarks>
/// What an alert holds beyond the form's fields survives an amendment, and what stands behind a field's words, such as the weak mark of an
/// alias or the country of an address, stays with them as long as the words do.
/// </remarks>
public sealed partial class AlertForm
{
    private readonly Dictionary<string, string> values;

    private AlertForm(Dictionary<string, string> values, IReadOnlyList<string> audience, IReadOnlyList<string> warnings) =>
        (this.values, Audience, Warnings) = (values, audience, warnings);

    public IReadOnlyList<string> Audience { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The partners that it is shared with, by party id.</summary>
    public IReadOnlyList<string> Partners { get; private init; } = [];

    /// <summary>The conditions of agreements that the officer says hold, in their words.</summary>
    public IReadOnlyList<string> Attested { get; private init; } = [];

    /// <summary>What it was taken from before and still is, by the addresses of pages here.</summary>
    public IReadOnlyList<string> CameFrom { get; private init; } = [];

    /// <summary>What it is taken from: that, and what is chosen beside it.</summary>
    public IReadOnlyList<string> ComesFrom => [.. CameFrom.Concat(this["comesFrom"] is { } chosen ? [chosen] : []).Distinct(StringComparer.Ordinal)];

    public string? this[string field] => values.GetValueOrDefault(field) is { Length: > 0 } value ? value : null;

    /// <summary>One row, or as many as there are values one below the other.</summary>
    public int RowsFor(string field) => (this[field] ?? "").Count(c => c == '\n') + 1;

    public static AlertForm Empty(DateOnly reviewBy) => new(new() { ["reviewBy"] = Day(reviewBy), ["action"] = nameof(RequestedAction.SpecificCheck) }, [], []);

    public static AlertForm From(IEnumerable<KeyValuePair<string, StringValues>> posted)
    {
        var all = posted.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var form = new AlertForm(
            all.ToDictionary(pair => pair.Key, pair => Text(pair.Value.ToString()), StringComparer.Ordinal),
            [.. all.GetValueOrDefault("audience").OfType<string>()],
            [.. all.GetValueOrDefault("warnings").OfType<string>()])
        {
            Partners = [.. all.GetValueOrDefault("partners").OfType<string>()],
            Attested = [.. all.GetValueOrDefault("attested").OfType<string>()],
            CameFrom = [.. all.GetValueOrDefault("cameFrom").OfType<string>()],
        };
        form.Add();
        return form;
    }

    public static AlertForm From(AlertView view)
    {
        var values = new Dictionary<string, string?>
        {
            ["action"] = view.Alert.Action.ToString(),
            ["reason"] = Text(view.Alert.Reason),
            ["case"] = Line(view.Alert.CaseReference),
            ["legal"] = Line(view.Alert.LegalBasis),
            ["questions"] = Lines(view.Alert.Questions),
            ["handling"] = view.Alert.Handling.ToString(),
            ["handlingNote"] = Line(view.Alert.HandlingNote),
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
            [.. ((view.Alert.Content as TargetAlert)?.Warnings ?? []).Select(warning => warning.ToString())]) {
            // A partner for which an approval is awaited stays chosen.
            Partners = [.. view.SharedWith.Union(view.Approvals.Where(one => one.State == ShareApprovalState.Waiting).Select(one => one.Partner))],
            Attested = [.. view.Attested.Select(Entente.Agreements.Words.Of)],
            CameFrom = [.. view.ComesFrom.Select(source => source.Address)],
        };
    }

    internal EnterAlert.Command ToCommand(AlertCategory category, Alert? before)
    {
        var content = Content(category, before?.Content);
        return new(
            new Alert
            {
                Content = content,
                Action = Read<RequestedAction>("action") ?? 0,
                Reason = Kept("reason", before?.Reason) ?? "",
                CaseReference = Kept("case", before?.CaseReference) ?? "",
                LegalBasis = Kept("legal", before?.LegalBasis),
                Questions = Kept("questions", before?.Questions, question => question, line => line),
                Handling = Read<HandlingCode>("handling") ?? HandlingCode.H0,
                HandlingNote = Kept("handlingNote", before?.HandlingNote),
                Source = Read<SourceEvaluation>("source") ?? SourceEvaluation.X,
                Information = Read<InformationEvaluation>("information") ?? InformationEvaluation.Uncorroborated,
            },
            ReadDay("reviewBy") ?? default,
            Audience.Contains("*") ? ["*"] : Audience)
        {
            Partners = Partners,
            Attested = Entente.Node.Agreements.Attested.Read(string.Join(' ', Attested)) ?? [],
            ComesFrom = ComesFrom,
        };
    }

    /// <summary>The faults at the fields that caused them.</summary>
    /// <param name="faults">What was found.</param>
    /// <param name="t">The words.</param>
    /// <param name="content">What it was found in: the numbers of a business stand in one list there, and by their kinds in the form.</param>
    internal FormErrors Errors(IEnumerable<Fault> faults, Text t, AlertContent? content = null)
    {
        var errors = new FormErrors();
        foreach (var fault in faults)
        {
            errors.Add(NumberAt(fault.At, content) ?? FieldOf(fault.At), t.Told(fault));
        }

        return errors;
    }

    private string FieldOf(string? at) => at switch
    {
        null => "reason",
        "$.alert.caseReference" => "case",
        "$.alert.legalBasis" => "legal",
        "$.alert.content" => "name",
        _ when at.StartsWith("$.comesFrom", StringComparison.Ordinal) => "comesFrom",
        _ when PersonMember().Match(at) is { Success: true } match => $"person{match.Groups["index"].Value}.{match.Groups["member"].Value}",
        _ when PaperMember().Match(at) is { Success: true } match =>
            $"{(match.Groups["person"].Success ? PersonAt(int.Parse(match.Groups["person"].Value, CultureInfo.InvariantCulture)) : "")}paper{match.Groups["paper"].Value}.{match.Groups["member"].Value}",
        _ when ObjectPath().Match(at) is { Success: true } match => ObjectField(match),
        _ => at[(at.LastIndexOf('.') + 1)..],
    };

    private static string? NumberAt(string? at, AlertContent? content) =>
        content is BusinessAlert business && at is not null && NumberMember().Match(at) is { Success: true } match
        && business.Numbers.ElementAtOrDefault(int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture)) is { } number ? NumberField(number.Kind) : null;

    [GeneratedRegex(@"^\$\.alert\.content\.numbers\[(?<index>[0-9]{1,4})\]", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberMember();

    [GeneratedRegex(@"\.person(s\[(?<person>[0-9]{1,4})\])?\.papers\[(?<paper>[0-9]{1,4})\]\.(?<member>\w+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex PaperMember();

    [GeneratedRegex(@"\.persons\[(?<index>[0-9]+)\]\.(?<member>\w+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex PersonMember();

    /// <summary>What was there before, to the letter, unless the officer typed other words.</summary>
    private string? Kept(string field, string? before) => (this[field] ?? "") is var typed && (typed == Text(before) || typed == Line(before)) ? before : this[field];

    /// <summary>One item per line; a line that reads as an item of before is that item, with all that the line does not show.</summary>
    private List<T> Kept<T>(string field, IReadOnlyList<T>? before, Func<T, string> words, Func<string, T> make, char separator = '\n')
    {
        var typed = Split(field, separator);
        List<T> left = [.. before ?? []];
        if (typed.SequenceEqual(left.Select(one => Line(words(one))).Where(line => line.Length > 0)))
        {
            return left;
        }

        return [.. typed.Select(line =>
        {
            var at = left.FindIndex(one => Line(words(one)) == line);
            if (at < 0)
            {
                return make(line);
            }

            var same = left[at];
            left.RemoveAt(at);
            return same;
        })];
    }

    private List<string> KeptCodes(string field, IReadOnlyList<string>? before) => Kept(field, before, code => code, code => code.ToUpperInvariant(), ' ');

    private static string Lines(IEnumerable<string> values) => string.Join('\n', values.Select(Line));

    /// <summary>As a field of one line shows it: a browser drops the line ends.</summary>
    private static string Line(string? text) => LineEnds().Replace(Text(text), " ");

    /// <summary>As a field of several lines gives it back, where browsers send other line ends than they were given.</summary>
    private static string Text(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim();

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateOnly? ReadDay(string field) => DateOnly.TryParseExact(this[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private string[] Split(string field, char separator) =>
        (this[field] ?? "").Split(separator == ' ' ? [' ', ',', ';', '\n'] : [separator], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private TEnum? Read<TEnum>(string field)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(this[field], out var value) && Enum.IsDefined(value) ? value : null;

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineEnds();
}
