namespace MlCompare.Interventions.Structure;

/// <summary>Base of the interventions on the structure of tables.</summary>
public abstract class TableIntervention : StructureIntervention
{
    public override bool Supports(Modality modality, TaskKind task) => modality == Modality.Tabular;
}
