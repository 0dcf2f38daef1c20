using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

[Collection(WholeSystem.Name)]
public sealed class CrossingOrdersTests(SharedApp shared) : CrossingOrdersScenario(shared.App);

[Collection(ReplicatedSystem.Name)]
public sealed class CrossingOrdersWithReplicasTests(ReplicatedApp replicated) : CrossingOrdersScenario(replicated.App);
