using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Access;

/// <summary>Administrators invite officers, charge them with roles, and deactivate them; nobody changes the own account.</summary>
internal static class ManageOfficers
{
    /// <summary>Adds an officer and makes the link that lets this person register a key.</summary>
    public static Task<(Officer Officer, SecretToken Link)> InviteAsync(Database database, Actor actor, AccessOptions options, OfficerForm form) =>
        database.WriteAsync(session =>
        {
            var officer = Officer.Add(session, actor, form.Name!.Trim(), form.AuthorityId!, form.Roles);
            return (officer, Invite(session, actor, options, officer.Id));
        });

    /// <summary>Makes a new link, for an officer who lost the first one or all keys.</summary>
    public static Task<SecretToken?> InviteAgainAsync(Database database, Actor actor, AccessOptions options, Guid officerId) =>
        database.WriteAsync(session => Officer.Find(session, officerId) is { Active: true } && !IsSelf(actor, officerId) ? Invite(session, actor, options, officerId) : null);

    public static Task<Fault?> ChargeAsync(Database database, Actor actor, Guid officerId, IReadOnlyCollection<Role> roles) => database.WriteAsync(session =>
    {
        if (Refusal(session, actor, officerId) is { } refused)
        {
            return refused;
        }

        if (OfficerForm.RolesFault(roles) is { } fault)
        {
            return fault;
        }

        Officer.Charge(session, officerId, roles);
        RecordBook.Append(session, actor, AccessActs.OfficerChanged, "officer", officerId.ToString("D"), Officer.RolesDetail(roles));
        return null;
    });

    /// <summary>Ends the officer's sessions and links at once, or lets the officer in again.</summary>
    public static Task<Fault?> ActivateAsync(Database database, Actor actor, Guid officerId, bool active) => database.WriteAsync(session =>
    {
        if (Refusal(session, actor, officerId) is { } refused)
        {
            return refused;
        }

        session.Execute("UPDATE officer SET active = @active WHERE id = @officerId", new { active = active ? 1L : 0L, officerId });
        if (!active)
        {
            session.Execute("DELETE FROM officer_session WHERE officer_id = @officerId", new { officerId });
            session.Execute("DELETE FROM invitation WHERE officer_id = @officerId AND used_at IS NULL", new { officerId });
        }

        RecordBook.Append(session, actor, active ? AccessActs.OfficerReactivated : AccessActs.OfficerDeactivated, "officer", officerId.ToString("D"));
        return null;
    });

    private static SecretToken Invite(Session session, Actor actor, AccessOptions options, Guid officerId)
    {
        var link = Invitation.Issue(session, options, officerId);
        RecordBook.Append(session, actor, AccessActs.OfficerInvited, "officer", officerId.ToString("D"));
        return link;
    }

    private static Fault? Refusal(Session session, Actor actor, Guid officerId) => Officer.Find(session, officerId) switch
    {
        null => new(FaultCode.NotFound, ""),
        _ when IsSelf(actor, officerId) => new(FaultCode.AccessOfficerRefused, "Nobody changes the own account; ask another administrator."),
        _ => null,
    };

    private static bool IsSelf(Actor actor, Guid officerId) => actor.Officer == officerId.ToString("D");
}
