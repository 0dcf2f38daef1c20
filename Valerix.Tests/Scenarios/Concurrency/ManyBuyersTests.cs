using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

[Collection(WholeSystem.Name)]
public sealed class ManyBuyersTests(SharedApp shared) : ManyBuyersScenarios(shared.App);

[Collection(ReplicatedSystem.Name)]
public sealed class ManyBuyersWithReplicasTests(ReplicatedApp replicated) : ManyBuyersScenarios(replicated.App);
