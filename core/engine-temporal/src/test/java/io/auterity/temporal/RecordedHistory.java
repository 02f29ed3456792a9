package io.auterity.temporal;

import static java.util.stream.Collectors.joining;

import com.google.protobuf.ByteString;
import io.auterity.platform.call.TenantScope;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.engine.CarriedRuns;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.context.WorkflowSerializationContext;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The history of an execution as a file keeps it: JSON, an event a line, with payloads in clear.
 */
public final class RecordedHistory {

  /** By what executions of this build go; histories of others tell nothing of it. */
  public static final String RULES = "r%d.%d".formatted(Decider.VERSION, RunTaskQueue.EXECUTIONS);

  private static final String METADATA = "metadata";
  private static final JsonPointer ENCODING_OF = JsonPointer.compile("/metadata/encoding");
  private static final String SEALED = text(SealCodec.SEALED);
  private static final String ENCODING = "encoding";
  private static final String DATA = "data";

  private RecordedHistory() {}

  /** An execution of the test server, which may go on still. */
  public record Recording(WorkflowExecution execution) {

    /** The execution of a run, once there is one. */
    public static Optional<Recording> of(UUID run) {
      try {
        return Optional.of(new Recording(TemporalTestCarrier.execution(run)));
      } catch (StatusRuntimeException e) {
        return Optional.empty();
      }
    }

    /** The names of its events, and what it keeps with them. */
    public String events() {
      return history().getHistory().toString();
    }

    /** Whether it has ended. */
    public boolean over() {
      String last = history().getLastEvent().getEventType().name();
      return last.startsWith("EVENT_TYPE_WORKFLOW_EXECUTION_") && !last.endsWith("_SIGNALED");
    }

    private WorkflowExecutionHistory history() {
      return new WorkflowExecutionHistory(
          TemporalTestCarrier.history(execution), execution.getWorkflowId());
    }

    /** Its history, for a file. */
    public String json(TenantScope tenant) {
      PayloadCodec codec =
          new SealCodec(TemporalTestCarrier.seal(), run -> tenant)
              .withContext(
                  new WorkflowSerializationContext(
                      TemporalTestCarrier.NAMESPACE, execution.getWorkflowId()));
      String process = ManagementFactory.getRuntimeMXBean().getName();
      JsonNode json =
          JsonMapper.shared().readTree(history().toJson(true).replace(process, "worker"));
      open(json, codec);
      return StreamSupport.stream(json.get("events").spliterator(), false)
          .map(JsonNode::toString)
          .collect(joining(",\n", "{\"events\":[\n", "]}\n"));
    }
  }

  private static void open(JsonNode node, PayloadCodec codec) {
    if (node instanceof ObjectNode object && SEALED.equals(object.at(ENCODING_OF).asString(""))) {
      Payload opened = codec.decode(List.of(payload(object))).getFirst();
      ObjectNode metadata = object.putObject(METADATA);
      opened.getMetadataMap().forEach((name, value) -> metadata.put(name, text(value)));
      object.put(DATA, text(opened.getData()));
    } else {
      node.forEach(child -> open(child, codec));
    }
  }

  private static Payload payload(ObjectNode object) {
    return Payload.newBuilder()
        .putMetadata(ENCODING, bytes(object.path(METADATA).path(ENCODING)))
        .setData(bytes(object.path(DATA)))
        .build();
  }

  private static ByteString bytes(JsonNode text) {
    return ByteString.copyFrom(Base64.getDecoder().decode(text.stringValue()));
  }

  private static String text(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Does what a worker of this build does that takes the execution over.
   *
   * @throws Exception when it would do something else for the same events
   */
  public static void replay(CarriedRuns runs, UUID run, String history) throws Exception {
    WorkerFactory factory =
        WorkerFactory.newInstance(WorkflowClient.newInstance(TemporalTestCarrier.service()));
    Worker worker = factory.newWorker("replay");
    TemporalCarrier.register(
        worker,
        () ->
            new RunExecution(
                runs,
                new PendingEntries(),
                new LocalCalls("replay"),
                RunExecution.MOST_EVENTS,
                execution -> {}));
    worker.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(history, run.toString()));
  }
}
