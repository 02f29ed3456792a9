package io.auterity.gateway;

import io.auterity.gateway.anthropic.AnthropicDialect;
import io.auterity.gateway.dialect.Dialects;
import io.auterity.gateway.door.CallAccess;
import io.auterity.gateway.door.Doors;
import io.auterity.gateway.door.Keeping;
import io.auterity.gateway.door.KeptResponses;
import io.auterity.gateway.gemini.GeminiDialect;
import io.auterity.gateway.listener.Listener;
import io.auterity.gateway.model.ModelNames;
import io.auterity.gateway.ollama.OllamaDialect;
import io.auterity.gateway.openai.OpenAiDialect;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.Settings;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoops;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The AI gateway, serving. */
public final class GatewayServer implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(30);

  private final Settings.Listen listen;
  private final Listener listener;

  /**
   * Makes a gateway that does not listen yet.
   *
   * @param loops shared with the transport; stay open
   * @param ready whether the product behind the road works
   */
  public GatewayServer(
      Settings.Listen listen,
      Settings.Limits limits,
      EventLoops loops,
      CallAccess access,
      ModelNames models,
      Keeping keeping,
      KeptResponses kept,
      BooleanSupplier ready,
      Telemetry telemetry,
      Time time,
      Ids ids) {
    Binder binder = new Binder();
    JsonReader json = new JsonReader(limits.bodyBytes());
    Doors doors =
        new Doors(dialects(json, binder), access, models, keeping, kept, binder, time, ids);
    this.listen = listen;
    this.listener = new Listener(loops, doors, limits.bodyBytes(), ready, telemetry, time, ids);
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
  }

  /** The port it listens on, also when the settings asked for any free one. */
  public int port() {
    return listener.port();
  }

  /** Takes no new calls, lets those under way end within 30 seconds, then closes all. */
  @Override
  public void close() {
    listener.stop(DRAIN);
  }
}
