package io.auterity.temporal;

import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.workflow.engine.RunCarrier;
import io.auterity.workflow.engine.TestCarrier;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Carries the runs of tests on by one test server of Temporal in this process. */
public final class TemporalTestCarrier implements TestCarrier {

  private static final String NAMESPACE = "default";
  private static final int EVENTS_OF_A_HISTORY = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final class Server {
    static final WorkflowServiceStubs SERVICE = service();
    static final ContentSeal SEAL = seal();

    private static WorkflowServiceStubs service() {
      TestServer.InProcessTestServer server = TestServer.createServer(true);
      return WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setChannel(server.getChannel()).build());
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
    return new TemporalCarrier(
        Server.SERVICE, NAMESPACE, Server.SEAL, EVENTS_OF_A_HISTORY, PATIENCE);
  }

  /** What the server keeps of the last execution of a run, each byte a character. */
  public static String history(UUID run) {
    GetWorkflowExecutionHistoryRequest request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(run.toString()))
            .build();
    return Server.SERVICE
        .blockingStub()
        .getWorkflowExecutionHistory(request)
        .getHistory()
        .toByteString()
        .toString(StandardCharsets.ISO_8859_1);
  }
}
