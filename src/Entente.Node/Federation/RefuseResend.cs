using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>Why the content of a message of ours must not be sent anew; <see langword="null"/>: nothing is in the way. For modules that have taken back what such a message told: sent anew, it would tell what is so no longer.</summary>
internal delegate Fault? RefuseResend(Session session, string messageId);
