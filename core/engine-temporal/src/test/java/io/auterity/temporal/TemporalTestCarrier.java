package io.auterity.temporal;

import io.auterity.workflow.engine.RunCarrier;
import io.auterity.workflow.engine.TestCarrier;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.time.Duration;

/** Carries the runs of tests on by one test server of Temporal in this process. */
public final class TemporalTestCarrier implements TestCarrier {

  private static final int EVENTS_OF_A_HISTORY = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final class Server {
    static final WorkflowClient CLIENT = client();

    private static WorkflowClient client() {
      TestServer.InProcessTestServer server = TestServer.createServer(true);
      return WorkflowClient.newInstance(
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setChannel(server.getChannel()).build()));
    }
  }

  @Override
  public String name() {
    return TemporalCarrier.NAME;
  }

  @Override
  public RunCarrier start() {
    return new TemporalCarrier(Server.CLIENT, EVENTS_OF_A_HISTORY, PATIENCE);
  }
}
