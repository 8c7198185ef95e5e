using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Access;

/// <summary>How the authorisation matrix gets an object for a route that shows one. A module with such a route adds its row to <see cref="All"/>.</summary>
/// <param name="Pattern">The route as it is declared, for example <c>/records/{Seq:long}</c>.</param>
/// <param name="MakeAsync">Makes an object that belongs to an authority of that kind, and returns its address.</param>
/// <param name="IsSeenBy">Whether an officer who holds the route's permission sees it: role, authority of the officer, authority of the object.</param>
internal sealed record MatrixObject(
    string Pattern,
    Func<TestNode, AuthorityKind, Task<string>> MakeAsync,
    Func<Role, AuthorityKind, AuthorityKind, bool> IsSeenBy)
{
    private static readonly Act Tested = new("test.done", "Tested");

    public static IReadOnlyList<MatrixObject> All { get; } =
    [
        new("/records/{Seq:long}", MakeRecordAsync, static (role, own, owner) => role == Role.Auditor || own == owner),
        new("/officers/{Id:guid}", MakeOfficerAsync, static (_, _, _) => true),
    ];

    private static async Task<string> MakeRecordAsync(TestNode node, AuthorityKind owner) => "/records/" + await node.Database.WriteAsync(session =>
        RecordBook.Append(session, new Actor("node:test", TestNode.IdOf(owner), owner, Purpose.BorderControl, null), Tested, "thing", "1"));

    private static async Task<string> MakeOfficerAsync(TestNode node, AuthorityKind owner) => "/officers/" + await node.Database.WriteAsync(session =>
        Officer.Add(session, Actor.Node("test"), $"Of {owner}", TestNode.IdOf(owner), [Role.Officer]).Id.ToString("D"));
}
