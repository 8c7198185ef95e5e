namespace Entente.Tests;

/// <summary>Tests that look at what the whole process shares (its heap, its standard output): nothing runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
