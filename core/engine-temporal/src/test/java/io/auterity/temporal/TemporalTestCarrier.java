package io.auterity.temporal;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.engine.RunCarrier;
import io.auterity.workflow.engine.TestCarrier;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.History;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries the runs of tests on by one test server of Temporal in this process, or by a real one
 * whose address a file of the property {@code auterity.witness.temporal} says.
 */
public final class TemporalTestCarrier implements TestCarrier {

  static final String NAMESPACE = "default";
  private static final int EVENTS_OF_A_HISTORY = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final class Server {
    private static final WorkflowServiceStubsOptions OPTIONS = options();
    static final WorkflowServiceStubs SERVICE = connection();
    static final ContentSeal SEAL = seal();

    private static WorkflowServiceStubsOptions options() {
      String witness = System.getProperty("auterity.witness.temporal");
      WorkflowServiceStubsOptions.Builder options = WorkflowServiceStubsOptions.newBuilder();
      if (witness == null) {
        options.setChannel(TestServer.createServer(true).getChannel());
      } else {
        JsonNode answer = JsonMapper.shared().readTree(Path.of(witness));
        options.setTarget(answer.at("/grpc").stringValue());
      }
      return options.build();
    }

    /** Another connection, as another process has it. */
    static WorkflowServiceStubs connection() {
      return WorkflowServiceStubs.newServiceStubs(OPTIONS);
    }

    private static ContentSeal seal() {
      try {
        Path directory = Files.createTempDirectory("keys");
        Path file = directory.resolve("master.key");
        ContentSeal seal = new ContentSeal(MasterKey.open(file)).forPurpose(TemporalCarrier.NAME);
        Files.delete(file);
        Files.delete(directory);
        return seal;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public String name() {
    return TemporalCarrier.NAME;
  }

  @Override
  public RunCarrier start() {
    return start(Decider.VERSION, PATIENCE, queue -> true);
  }

  /**
   * A carrier that gives up a worker as late as a server does; its rules may be of another version,
   * but by their number the same.
   *
   * @param polled whether a task queue has workers, which the test server does not tell
   */
  public static RunCarrier start(int rules, Predicate<String> polled) {
    return start(rules, TemporalCarrier.PATIENCE, polled);
  }

  /** A carrier whose histories may have as many events as on a server. */
  public static RunCarrier ofServers() {
    return new TemporalCarrier(Server.connection(), NAMESPACE, Server.SEAL);
  }

  private static RunCarrier start(int rules, Duration patience, Predicate<String> polled) {
    return new TemporalCarrier(
        Server.connection(), NAMESPACE, Server.SEAL, rules, EVENTS_OF_A_HISTORY, patience, polled);
  }

  /** The task queue of the last execution of a run. */
  public static String queue(UUID run) {
    return described(run).getExecutionConfig().getTaskQueue().getName();
  }

  /** The last execution of a run. */
  static WorkflowExecution execution(UUID run) {
    return described(run).getWorkflowExecutionInfo().getExecution();
  }

  private static DescribeWorkflowExecutionResponse described(UUID run) {
    return Server.SERVICE
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(last(run))
                .build());
  }

  private static WorkflowExecution last(UUID run) {
    return WorkflowExecution.newBuilder().setWorkflowId(run.toString()).build();
  }

  /** How many events the history of each execution of a run has; a real server lists them late. */
  public static List<Long> events(UUID run) {
    return Server.SERVICE
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setPageSize(1_000)
                .setQuery("WorkflowId = '%s'".formatted(run))
                .build())
        .getExecutionsList()
        .stream()
        .map(WorkflowExecutionInfo::getHistoryLength)
        .toList();
  }

  /** Ends the last execution of a run, as an operator of Temporal may. */
  public static void terminate(UUID run) {
    var _ =
        Server.SERVICE
            .blockingStub()
            .terminateWorkflowExecution(
                TerminateWorkflowExecutionRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setWorkflowExecution(last(run))
                    .build());
  }

  /** What the server keeps of the last execution of a run, each byte a character. */
  public static String history(UUID run) {
    return history(last(run)).toByteString().toString(StandardCharsets.ISO_8859_1);
  }

  static History history(WorkflowExecution execution) {
    GetWorkflowExecutionHistoryRequest request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setExecution(execution)
            .build();
    return Server.SERVICE.blockingStub().getWorkflowExecutionHistory(request).getHistory();
  }

  static WorkflowServiceStubs service() {
    return Server.SERVICE;
  }

  static ContentSeal seal() {
    return Server.SEAL;
  }

  /** Asks the execution of a run to end, so that another one goes on by newer rules. */
  public static void renew(UUID run, TenantScope tenant) {
    WorkflowClient.newInstance(
            Server.SERVICE, TemporalCarrier.options(NAMESPACE, Server.SEAL, id -> tenant))
        .newUntypedWorkflowStub(run.toString())
        .signal(RunWorkflow.RENEW, "newer");
  }
}
