using Entente.Node;
using Entente.Node.Platform;

await NodeHost.Build(OptionTable.Read(file: null, last: []), TimeProvider.System).RunAsync();
