// Whole nodes and a browser: side by side they would only slow each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
