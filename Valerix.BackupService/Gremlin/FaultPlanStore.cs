using System.Text.Json;

namespace Valerix.BackupService.Gremlin;

/// <summary>Keeps the plan in force in a file, so that it outlives a restart. The count needs no file of its own: it is the number of days used up.</summary>
internal sealed class FaultPlanStore(string folder)
{
    private readonly string _file = Path.Combine(folder, "gremlin.json");

    public FaultPlan Read() => File.Exists(_file) ? JsonSerializer.Deserialize<FaultPlan>(File.ReadAllText(_file), JsonSerializerOptions.Web)! : FaultPlan.Off;

    public void Set(FaultPlan plan)
    {
        var unfinished = $"{_file}.unfinished";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(plan, JsonSerializerOptions.Web));
        File.Move(unfinished, _file, overwrite: true);
    }
}
