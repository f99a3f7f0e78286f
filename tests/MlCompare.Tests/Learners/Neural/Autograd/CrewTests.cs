using MlCompare.Learners.Neural.Nets;

namespace MlCompare.Tests.Learners.Neural.Autograd;

public class CrewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_task_runs_once_again_and_again(int threads)
    {
        using Crew crew = new(threads);
        for (int round = 0; round < 50; round++)
        {
            int[] runs = new int[7];
            crew.Run(runs.Length, task => Interlocked.Increment(ref runs[task]));
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void What_a_task_throws_arrives_and_the_crew_works_on()
    {
        using Crew crew = new(2);
        Assert.Contains("task 3", Assert.ThrowsAny<Exception>(() => crew.Run(5, task => ThrowAt(task))).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => crew.Run(5, _ => throw new OperationCanceledException()));
        int sum = 0;
        crew.Run(5, task => Interlocked.Add(ref sum, task));
        Assert.Equal(10, sum);
    }

    private static void ThrowAt(int task)
    {
        if (task == 3)
        {
            throw new ArithmeticException("task 3");
        }
    }
}
