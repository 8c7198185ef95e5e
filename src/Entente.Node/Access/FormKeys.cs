using System.Xml.Linq;
using Entente.Node.Platform;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Entente.Node.Access;

/// <summary>Keeps the keys of antiforgery tokens in the store, so that a form rendered by one replica may be sent to another.</summary>
/// <remarks>The framework asks synchronously, seldom and from no thread that the store needs.</remarks>
internal sealed class FormKeys(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(() =>
        database.ReadAsync(session => session.QueryAsync<string>("SELECT xml FROM form_key ORDER BY id"))).GetAwaiter().GetResult().ConvertAll(XElement.Parse);

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() =>
        database.WriteAsync(session => session.Execute(
            "INSERT INTO form_key (id, xml) VALUES (@id, @xml) ON CONFLICT (id) DO NOTHING",
            new { id = friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }))).GetAwaiter().GetResult();
}
