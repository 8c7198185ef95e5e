using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Access;

/// <summary>Made-up officers of a demonstration, one for each role and authority, who sign in by one click. Elsewhere neither they nor the route exist.</summary>
internal sealed class Demonstration(Database database) : IHostedService
{
    public static IReadOnlyList<Persona> Personas { get; } =
    [
        new("Maren Okoye", "customs", Role.Officer, Purpose.BorderControl, null, Text.Key("Customs officer at the freight gate: judges hits and reports what was done.")),
        new("Tomás Lindqvist", "customs", Role.Analyst, Purpose.RiskAnalysis, null, Text.Key("Customs analyst: searches flows and chooses what to control.")),
        new("Ines Baptiste", "customs", Role.AlertManager, Purpose.DataQuality, null, Text.Key("Alert desk of customs: enters, amends and withdraws alerts, imports lists.")),
        new("Pavel Achterberg", "customs", Role.Supervisor, Purpose.Supervision, null, Text.Key("Head of a customs unit: oversees its work.")),
        new("Amara Verhoeven", "police", Role.Officer, Purpose.BorderControl, null, Text.Key("Police officer at the border: judges hits on persons, vehicles and documents.")),
        new("Jonas Haddad", "border-guard", Role.Officer, Purpose.BorderControl, null, Text.Key("Border guard: judges hits on travellers and their documents.")),
        new("Leïla Novák", "fiu", Role.Analyst, Purpose.FinancialIntelligence, "FIU-2026-0117", Text.Key("Analyst of the financial intelligence unit: follows the money of one case.")),
        new("Elif Marchetti", "customs", Role.Legal, Purpose.Supervision, null, Text.Key("Legal office of customs: approves agreements and what their clauses want of a share, and lifts suspensions.")),
        new("Ruth Sørensen", "customs", Role.Auditor, Purpose.Supervision, null, Text.Key("Auditor: reads who did what and why, never the content.")),
        new("Samir Joubert", "customs", Role.Administrator, Purpose.Administration, null, Text.Key("Administrator: invites officers and runs the node; reads no content.")),
    ];

    public Task StartAsync(CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var persona in Personas.Where(persona => Find(session, persona) is null))
            {
                Officer.Add(session, Actor.Node("demonstration", Purpose.Exercise), persona.Name, persona.AuthorityId, [persona.Role]);
            }
        },
        cancellationToken);

    public static async Task<Results<RedirectHttpResult, NotFound>> SignInAsync(
        [FromForm] string officer, [FromForm] string? to, HttpContext context, Database database, AccessOptions options)
    {
        if (Personas.FirstOrDefault(one => one.Name == officer) is not { } persona)
        {
            return TypedResults.NotFound();
        }

        var token = await database.WriteAsync(session =>
            Find(session, persona) is { } id ? OfficerSession.Open(session, id, "demonstration", persona.Purpose, persona.CaseReference) : null);
        if (token is null)
        {
            return TypedResults.NotFound();
        }

        SessionCookie.Set(context, token, options);
        return TypedResults.LocalRedirect(Addresses.LocalOr(to));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Guid? Find(Session session, Persona persona) => session.Find<Guid?>(
        "SELECT id FROM officer WHERE name = @Name AND authority_id = @AuthorityId AND active = 1 ORDER BY id LIMIT 1", new { persona.Name, persona.AuthorityId });

    /// <param name="Name">A made-up name.</param>
    /// <param name="AuthorityId">The authority.</param>
    /// <param name="Role">The one role.</param>
    /// <param name="Purpose">What the officer works for until another purpose is stated.</param>
    /// <param name="CaseReference">The case, where the purpose needs one.</param>
    /// <param name="Does">One sentence for the sign-in page.</param>
    public sealed record Persona(string Name, string AuthorityId, Role Role, Purpose Purpose, string? CaseReference, string Does);
}
