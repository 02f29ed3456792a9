package io.auterity.gateway;

import io.auterity.gateway.anthropic.AnthropicDialect;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Dialects;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.door.BatchCall;
import io.auterity.gateway.door.CallAccess;
import io.auterity.gateway.door.Doors;
import io.auterity.gateway.door.GatewayStorage;
import io.auterity.gateway.door.ResponseArchive;
import io.auterity.gateway.gemini.GeminiDialect;
import io.auterity.gateway.listener.Listener;
import io.auterity.gateway.listener.ListenerTimeouts;
import io.auterity.gateway.model.ModelNames;
import io.auterity.gateway.ollama.OllamaDialect;
import io.auterity.gateway.openai.OpenAiDialect;
import io.auterity.jobs.batch.BatchParts;
import io.auterity.jobs.batch.BatchWire;
import io.auterity.jobs.batch.BatchWorker;
import io.auterity.jobs.tuning.TuningFollowUp;
import io.auterity.jobs.tuning.TuningParts;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.Settings;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoops;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The AI gateway, serving. */
public final class GatewayServer implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(30);

  private final Settings.Listen listen;
  private final Listener listener;
  private final BatchWorker batches;
  private final BatchCall lines;
  private final TuningFollowUp tunings;

  /**
   * Makes a gateway that does not listen yet.
   *
   * @param memory what bodies take, here and at other doors
   * @param loops shared with the transport; stay open
   * @param ready whether the product behind the road works
   */
  public GatewayServer(
      Settings.Listen listen,
      Settings.Limits limits,
      MemoryPool memory,
      EventLoops loops,
      CallAccess access,
      ModelNames models,
      GatewayStorage gatewayStorage,
      ResponseArchive kept,
      BooleanSupplier ready,
      Telemetry telemetry,
      Time time,
      Ids ids) {
    this(
        listen,
        limits,
        memory,
        ListenerTimeouts.USUAL,
        loops,
        access,
        models,
        gatewayStorage,
        kept,
        ready,
        telemetry,
        time,
        ids);
  }

  /** One with another patience with its callers. */
  GatewayServer(
      Settings.Listen listen,
      Settings.Limits limits,
      MemoryPool memory,
      ListenerTimeouts listenerTimeouts,
      EventLoops loops,
      CallAccess access,
      ModelNames models,
      GatewayStorage gatewayStorage,
      ResponseArchive kept,
      BooleanSupplier ready,
      Telemetry telemetry,
      Time time,
      Ids ids) {
    Binder binder = new Binder();
    JsonReader json = JsonReader.bounded(limits.bodyBytes(), limits.bodyValues());
    Dialects dialects = dialects(json, binder);
    this.batches =
        new BatchWorker(
            new BatchParts(
                gatewayStorage.batches(),
                gatewayStorage.files(),
                gatewayStorage.vendors(),
                wires(dialects),
                gatewayStorage.bounds().linesAtOnce(),
                time,
                ids));
    this.tunings =
        new TuningFollowUp(
            new TuningParts(
                gatewayStorage.tunings(),
                access.invoker(),
                tuningWires(dialects),
                models::tuning,
                time,
                ids));
    Doors doors =
        new Doors(dialects, access, models, gatewayStorage, batches::ring, kept, time, ids);
    this.lines = new BatchCall(doors, json, memory, limits.bodyValues(), ids);
    this.listen = listen;
    this.listener =
        new Listener(loops, doors, limits, memory, listenerTimeouts, ready, telemetry, time, ids);
    Gauge.builder("auterity.gateway.batch.lines.active", batches, BatchWorker::asked)
        .description("Lines of batches that are being asked")
        .register(telemetry.meters());
  }

  private static Map<String, BatchWire> wires(Dialects dialects) {
    Map<String, BatchWire> wires = new HashMap<>();
    for (Dialect dialect : dialects.all()) {
      for (Endpoint endpoint : dialect.endpoints()) {
        if (endpoint.form() instanceof Form.Batches form) {
          wires.put(dialect.name(), form.wire());
        }
      }
    }
    return wires;
  }

  private static Map<String, TuningParts.Wire> tuningWires(Dialects dialects) {
    Map<String, TuningParts.Wire> wires = new HashMap<>();
    for (Dialect dialect : dialects.all()) {
      for (Endpoint endpoint : dialect.endpoints()) {
        if (endpoint.form() instanceof Form.Tunings form) {
          wires.put(dialect.name(), form::write);
        }
      }
    }
    return wires;
  }

  /** All languages that are spoken. */
  static Dialects dialects(JsonReader json, Binder binder) {
    return new Dialects(
        List.of(
            new GeminiDialect(json, binder),
            new OllamaDialect(json, binder),
            new AnthropicDialect(json, binder),
            new OpenAiDialect(json, binder)));
  }

  /**
   * Begins to serve.
   *
   * @throws CannotListenException when the address cannot be had
   */
  public void start() {
    try {
      listener.start(listen.host(), listen.port());
    } catch (IOException e) {
      throw new CannotListenException(listen, e);
    }
    batches.start(lines);
  }

  /** The background jobs that its callers begin. */
  public List<JobKind> jobs() {
    return List.of(tunings);
  }

  /** The port it listens on, also when the settings asked for any free one. */
  public int port() {
    return listener.port();
  }

  /** Takes no new calls, lets those under way end within 30 seconds, then closes all. */
  @Override
  public void close() {
    batches.drain();
    listener.stop(DRAIN);
    batches.close();
  }
}
