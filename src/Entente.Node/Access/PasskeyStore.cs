using Entente.Node.Platform;
using Microsoft.AspNetCore.Identity;

namespace Entente.Node.Access;

/// <summary>What the framework's WebAuthn handler asks about officers and keys. Writing is left to our own transactions, which put it on record.</summary>
internal sealed class PasskeyStore(Database database) : IUserPasskeyStore<Officer>
{
    private const string WritesElsewhere = "Officers and keys are written by the slices of this module.";

    public Task<Officer?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? Officer.FindAsync(database, id, cancellationToken) : Task.FromResult<Officer?>(null);

    public Task<string> GetUserIdAsync(Officer user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString("D"));

    public Task<string?> GetUserNameAsync(Officer user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(Officer user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Officer user, CancellationToken cancellationToken) =>
        (await Passkey.OfAsync(database, user.Id, cancellationToken)).ConvertAll(key => key.ToIdentity());

    public async Task<Officer?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await Passkey.FindAsync(database, credentialId, cancellationToken) is { } key ? await Officer.FindAsync(database, key.OfficerId, cancellationToken) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Officer user, byte[] credentialId, CancellationToken cancellationToken) =>
        await Passkey.FindAsync(database, credentialId, cancellationToken) is { } key && key.OfficerId == user.Id ? key.ToIdentity() : null;

    public Task<Officer?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException("Officers sign in by key, not by name.");

    public Task AddOrUpdatePasskeyAsync(Officer user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException(WritesElsewhere);

    public Task RemovePasskeyAsync(Officer user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException(WritesElsewhere);

    public Task SetUserNameAsync(Officer user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException(WritesElsewhere);

    public Task SetNormalizedUserNameAsync(Officer user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException(WritesElsewhere);

    public Task<IdentityResult> CreateAsync(Officer user, CancellationToken cancellationToken) => throw new NotSupportedException(WritesElsewhere);

    public Task<IdentityResult> UpdateAsync(Officer user, CancellationToken cancellationToken) => throw new NotSupportedException(WritesElsewhere);

    public Task<IdentityResult> DeleteAsync(Officer user, CancellationToken cancellationToken) => throw new NotSupportedException(WritesElsewhere);

    public void Dispose()
    {
    }
}
