package io.auterity.gateway.door;

import io.auterity.gateway.batch.BatchLine;
import io.auterity.gateway.batch.BatchRules;
import io.auterity.gateway.batch.CallBatch;
import io.auterity.gateway.batch.LineAnswer;
import io.auterity.gateway.batch.LineCaller;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Dialects;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Question;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.id.Ids;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks lines of batches at the same doors as their caller would, as that caller. */
public final class BatchCall implements LineCaller {

  /** Nobody is at the other end. */
  private static final String NOWHERE = "";

  private final Doors doors;
  private final JsonReader json;
  private final Ids ids;

  public BatchCall(Doors doors, JsonReader json, Ids ids) {
    this.doors = doors;
    this.json = json;
    this.ids = ids;
  }

  @Override
  public Told ask(CallBatch batch, BatchLine line, @Nullable BatchPlace place) {
    Endpoint endpoint = endpoint(batch);
    UUID id = ids.next();
    Whole reply = new Whole();
    try {
      requireWhole(line);
      Map<String, String> headers = headers(batch, line.number());
      doors.serve(
          new GatewayRequest(
              id,
              endpoint,
              Question.of(line.body(), headers::get),
              new Authenticated(batch.scope(), batch.principal()),
              NOWHERE,
              InputStream.nullInputStream(),
              place),
          reply);
    } catch (CallFailedException e) {
      reply.send(GatewayAnswers.refused(endpoint.dialect(), e.failure(), id));
    }
    return told(Objects.requireNonNull(reply.answer, "no answer"), endpoint.dialect());
  }

  @Override
  public String model(BatchLine line) {
    try {
      return Objects.requireNonNullElse(json.readObject(line.body()).text("model"), "");
    } catch (CallFailedException e) {
      // It is refused where it is asked.
      return "";
    }
  }

  private Endpoint endpoint(CallBatch batch) {
    Dialect dialect =
        doors.dialects().all().stream()
            .filter(one -> one.name().equals(batch.order().dialect()))
            .findFirst()
            .orElseThrow();
    return Dialects.endpoint(dialect, "POST", batch.order().endpoint()).orElseThrow();
  }

  private void requireWhole(BatchLine line) {
    if (Json.of(true).equals(json.readObject(line.body()).get("stream"))) {
      throw FieldRefusals.invalid("stream", "must not be true in a batch");
    }
  }

  /**
   * What a line is asked with. The batch is a label, so that routes can send its lines elsewhere
   * and usage can be told apart.
   */
  static Map<String, String> headers(CallBatch batch, int line) {
    String id = WireId.BATCH.write(batch.id());
    Map<String, String> headers = new HashMap<>(batch.order().headers());
    headers.put("idempotency-key", id + "/" + line);
    headers.merge(Invocations.LABELS, "batch=" + id, BatchCall::joined);
    return headers;
  }

  private static String joined(String given, String own) {
    return given.isBlank() ? own : given + "," + own;
  }

  private static Told told(WholeAnswer answer, Dialect dialect) {
    String request = answer.headers().getOrDefault(dialect.requestIdHeader(), "");
    String lossy = answer.headers().getOrDefault(LossHeader.NAME, "");
    LineAnswer line = new LineAnswer(answer.status(), request, lossy, answer.body());
    return new Told(line, line.succeeded() ? null : refused(answer.headers()));
  }

  private static BatchRules.Refused refused(Map<String, String> headers) {
    String wait = headers.get("retry-after-ms");
    return new BatchRules.Refused(
        code(headers.get("auterity-code")),
        Boolean.parseBoolean(headers.get("x-should-retry")),
        wait == null ? null : Duration.ofMillis(Long.parseLong(wait)));
  }

  private static FailureCode code(@Nullable String wire) {
    return Arrays.stream(FailureCode.values())
        .filter(code -> code.wire().equals(wire))
        .findFirst()
        .orElse(FailureCode.INTERNAL);
  }

  /** Keeps the one answer. */
  private static final class Whole implements ReplyChannel {
    private volatile @Nullable WholeAnswer answer;

    @Override
    public void send(WholeAnswer whole) {
      answer = whole;
    }

    @Override
    public void begin(Map<String, String> headers) {
      throw new IllegalStateException("a stream");
    }

    @Override
    public void write(byte[] piece) {
      throw new IllegalStateException("a stream");
    }

    @Override
    public void end(Map<String, String> trailers) {
      throw new IllegalStateException("a stream");
    }

    @Override
    public void abort() {
      // Nobody listens.
    }

    @Override
    public boolean begun() {
      return answer != null;
    }

    // A batch has no caller who could go.
    @Override
    public void onGone(Runnable action) {}
  }
}
