using System.Text.Json.Nodes;
using MlCompare.MLNet.Comparing;
using MlCompare.Native.Workers;

namespace MlCompare.MLNet.Learners;

/// <summary>A fit as it runs in the worker: answers with the model in ML.NET's own format.</summary>
public sealed class MlNetJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        NativeFiles.Find();
        IMlNetRecipe plain = (IMlNetRecipe)Activator.CreateInstance(typeof(MlNetJob).Assembly.GetType(request.ReadString(), throwOnError: true)!)!;
        IMlNetRecipe recipe = (IMlNetRecipe)plain.With(JsonNode.Parse(request.ReadString())!.AsObject());
        MlNetTraining training = MlNetTraining.Read(request);
        MlNetModel? model = PipelineFit.OnPool(() => recipe.Train(training), CancellationToken.None);
        using MemoryStream file = new();
        if (model is not null)
        {
            training.NewContext().Model.Save(model.Transformer, training.View.Schema, file);
        }

        response.Write((int)file.Length);
        response.Write(file.GetBuffer().AsSpan(0, (int)file.Length));
        MlNetPredictor.SaveScales(response, model?.Scales ?? []);
    }
}
