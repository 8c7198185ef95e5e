using System.Globalization;
using Entente.Agreements;
using Entente.Node.Console;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Assistance;

/// <summary>Information that was given, as fields: to be given once more.</summary>
public sealed partial class RequestForm
{
    /// <summary>What an officer begins with who gives it again. Documents are chosen anew, and so are the marks that end on a day.</summary>
    internal static RequestForm Again(InformationGiven told, string partner, long number)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["again"] = number.ToString(CultureInfo.InvariantCulture),
            ["partner"] = partner,
            ["addressed"] = Words.Of(told.Conditions.Authorities[0]),
            ["use"] = told.Purpose,
            ["reference"] = told.Conditions.Reference,
            ["matter"] = told.Matter,
            ["facts"] = told.Facts,
            ["given"] = new([.. told.Given.SelectMany(data => data.Fields, (data, field) => $"{data.Data}.{field}")]),
            ["attested"] = new([.. told.Attested.Select(one => one.Condition)]),
            ["attestedBy"] = FirstOf(told.Attested)?.By,
            ["handling"] = told.Conditions.Handling.ToString(),
            ["handlingNote"] = told.Conditions.HandlingNote,
            ["source"] = told.Evaluation?.Source.ToString(),
            ["information"] = told.Evaluation?.Information.ToString(),
        };
        if (told.Unverified)
        {
            values["unverified"] = "yes";
        }

        if (told.Attachments.Count > 0)
        {
            values["documents"] = "yes";
        }

        WriteAbout(values, told.Declarations, told.Subjects);
        return new(values);
    }

    /// <summary>In the address of a new request: the reference under which a partner gave what is to go on with its consent.</summary>
    public const string Passing = "passing";

    /// <summary>Begins a request for the consent of who gave something; to whom it is to go on, and until when, the officer adds.</summary>
    internal void AskConsent(string reference, Text text) => (values["matter"], values["facts"]) =
        (text["Consent to pass on what was given under {0}", reference], text["We ask for the consent to pass on what was given to us under {0}. To whom, for what, and until which day:", reference]);

    private static void WriteAbout(Dictionary<string, StringValues> values, IReadOnlyList<DeclarationInQuestion> declarations, IReadOnlyList<AlertContent> subjects)
    {
        foreach (var (i, declaration) in declarations.Index())
        {
            foreach (var (field, value) in new[]
            {
                ("reference", declaration.Reference), ("kind", declaration.Kind.ToString()), ("lodgedOn", Day(declaration.LodgedOn)), ("parties", declaration.Parties), ("goods", declaration.Goods),
                ("value", declaration.Value), ("origin", declaration.Origin), ("route", declaration.Route), ("documents", declaration.Documents),
            })
            {
                values[$"declaration{i}.{field}"] = value;
            }
        }

        foreach (var (i, subject) in subjects.Index())
        {
            WriteSubject(values, i, subject);
        }
    }
}
