using System.Globalization;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Access;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.TradeData.Model;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Assistance;

/// <summary>The forms of automatic exchange. Each runs the same slice as the API, and leads back to the exchange.</summary>
internal static class SubscriptionForms
{
    public const string List = "/assistance/subscriptions";

    public const string New = "/assistance/subscriptions/new";

    public const string Seen = "seen";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var subscriptions = routes.MapGroup("/assistance/subscriptions/{number:long}").ExcludeFromDescription();
        subscriptions.MapPost("steps/{step}", StepAsync).Requires(AssistanceModule.Write);
        subscriptions.MapPost("deliveries", DeliverAsync).Requires(AssistanceModule.Write);
    }

    public static string Address(long number) => string.Create(CultureInfo.InvariantCulture, $"{List}/{number}");

    public static string StepOf(long number, SubscriptionStep step) => $"{Address(number)}/steps/{Words.Of(step)}";

    public static string DeliveriesOf(long number) => $"{Address(number)}/deliveries";

    public static string AnchorOf(SubscriptionStep step) => $"step-{Words.Of(step)}";

    /// <summary>What is proposed, as its form says it.</summary>
    /// <param name="errors">What cannot be read.</param>
    public static ProposeSubscription.Command Read(RequestForm form, FormErrors errors, Text text)
    {
        foreach (var (field, words) in new[]
        {
            ("partner", text["Choose the partner."]), ("instrument", text["Choose the instrument."]), ("use", text["Choose what the receiver may use it for."]), ("name", text["Give it a name."]),
            ("selection", text["Say in words which records are meant."]), ("from", text["Say on which day it begins."]), ("until", text["Say on which day it ends."]),
        })
        {
            if (form[field] is null)
            {
                errors.Add(field, words);
            }
        }

        if (form.All("data").Count == 0)
        {
            errors.Add("data", text["Mark what is in it: of nothing, nothing can be said."]);
        }

        var (from, until) = (form.DayOf("from", errors, text), form.DayOf("until", errors, text));
        if (!int.TryParse(form["everyDays"], NumberStyles.None, CultureInfo.InvariantCulture, out var every))
        {
            errors.Add("everyDays", text["Say how many days a delivery covers, in digits."]);
        }

        var set = new ProposeSubscription.ProposedSet(
            form["name"] ?? "", form["instrument"] ?? "", form["exchange"] == Words.Of(AutomaticExchange.Advance) ? AutomaticExchange.Advance : AutomaticExchange.Automatic,
            form["giver"] == Words.Of(DataGiver.Other) ? DataGiver.Other : DataGiver.Proposer, form["use"] ?? "", StepForm.GivenOf(form.All("data")), form["selection"] ?? "", every, from ?? default, until ?? default);
        return new(form["partner"] ?? "", form["reference"] ?? "", set, SourceOf(form), NumberOf(form, "again"), NumberOf(form, Seen));
    }

    /// <summary>A set that was declined or has ended, to be proposed again.</summary>
    public static RequestForm Again(SubscriptionSheet before)
    {
        var (row, set) = (before.Row, before.View.Set);
        return RequestForm.From(new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["again"] = $"{row.Number}",
            [Seen] = $"{row.Version}",
            ["partner"] = row.Partner,
            ["reference"] = row.Reference,
            ["name"] = set.Name,
            ["instrument"] = Words.Of(row.Instrument),
            ["giver"] = Words.Of(row.IsGiver ? DataGiver.Proposer : DataGiver.Other),
            ["use"] = set.Purpose,
            ["exchange"] = Words.Of(set.Exchange),
            ["everyDays"] = $"{set.EveryDays}",
            ["from"] = $"{set.From:yyyy-MM-dd}",
            ["until"] = $"{set.Until:yyyy-MM-dd}",
            ["selection"] = set.Selection,
            ["data"] = new([.. set.Data.SelectMany(data => data.Fields.Select(field => $"{data.Data}.{field}"))]),
            ["kinds"] = new([.. (row.Declarations?.Kinds ?? []).Select(kind => $"{kind}")]),
            ["hs"] = string.Join(' ', row.Declarations?.Hs ?? []),
        });
    }

    /// <summary>Of which own declarations deliveries are made; <see langword="null"/>: an officer hands the records in.</summary>
    public static DeclarationSource? SourceOf(RequestForm form)
    {
        DeclarationKind[] kinds = [.. form.All("kinds").Where(word => Enum.TryParse<DeclarationKind>(word, out _)).Select(Enum.Parse<DeclarationKind>)];
        return kinds.Length == 0 ? null : new(kinds, (form["hs"] ?? "").Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>The field that a fault is about.</summary>
    public static string FieldOf(Fault fault) => fault.At switch
    {
        { } at and ("$.partner" or "$.reference" or "$.reason" or "$.from" or "$.until" or "$.records") => at[2..],
        "$.source.hs" => "hs",
        "$.source" or "$.source.kinds" => "kinds",
        "$.set.purpose" => "use",
        { } at when at.StartsWith("$.set.data", StringComparison.Ordinal) => "data",
        { } at when at.StartsWith("$.set.", StringComparison.Ordinal) => at["$.set.".Length..],
        _ => "",
    };

    private static async Task<RedirectHttpResult> StepAsync(
        long number, string step, HttpContext http, Database database, AssistancePost post, SubscriptionLaw law, KeptForms forms, Text text, CancellationToken cancellation)
    {
        if (!Words.TryParse<SubscriptionStep>(step, out var taken))
        {
            return TypedResults.LocalRedirect(Address(number));
        }

        var form = RequestForm.From(await http.Request.ReadFormAsync(cancellation), $"{step}.");
        var seen = NumberOf(RequestForm.From(http.Request.Form), Seen) ?? 0;
        var (actor, approval) = (http.Actor, TakeStep.ApprovalOf(http.User.Roles));
        var (row, fault) = await database.WriteAsync(session => StepSubscription.Execute(session, post, law, actor, approval, number, new(taken, seen, form["reason"], SourceOf(form))), cancellation);
        return await LeadAsync(number, taken, http, forms, text, fault, row is null ? "" : text["{0}. It is on record.", text.Done(taken)]);
    }

    private static async Task<RedirectHttpResult> DeliverAsync(long number, HttpContext http, DeliverSubscription deliver, KeptForms forms, Text text, CancellationToken cancellation)
    {
        var prefix = $"{Words.Of(SubscriptionStep.Deliver)}.";
        var form = RequestForm.From(await http.Request.ReadFormAsync(cancellation), prefix);
        var (errors, seen) = (new FormErrors(), NumberOf(RequestForm.From(http.Request.Form), Seen) ?? 0);
        var (from, until) = (form.DayOf("from", errors, text, prefix), form.DayOf("until", errors, text, prefix));
        if (errors.Any)
        {
            return await forms.RefuseAsync(http, Address(number), $"#{AnchorOf(SubscriptionStep.Deliver)}", errors.All);
        }

        var records = form["of"] == "declarations" ? null : form["records"] is { } typed ? $"{typed}\n" : "";
        var (row, fault) = await deliver.RunAsync(http.Actor, number, new(seen, from, until, records), cancellation);
        return await LeadAsync(number, SubscriptionStep.Deliver, http, forms, text, fault, row is null ? "" : text["Delivery {0} is on its way. It is on record.", row.Delivered]);
    }

    private static async Task<RedirectHttpResult> LeadAsync(long number, SubscriptionStep step, HttpContext http, KeptForms forms, Text text, Fault? fault, string done)
    {
        if (fault is null)
        {
            http.Toast(done);
            return TypedResults.LocalRedirect(Address(number));
        }

        var field = FieldOf(fault);
        return fault.Code == FaultCode.NotFound
            ? TypedResults.LocalRedirect(List)
            : await forms.RefuseAsync(http, Address(number), $"#{AnchorOf(step)}", [(field.Length == 0 ? "" : $"{Words.Of(step)}.{field}", text.Told(fault))]);
    }

    private static long? NumberOf(RequestForm form, string field) => long.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
