package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Dialects;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Question;
import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchRules;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.jobs.batch.LineAnswer;
import io.auterity.jobs.batch.LineCaller;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.id.Ids;
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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Asks lines of batches at the same doors as their caller would, as that caller. */
public final class BatchCall implements LineCaller {

  /** The address of a line, which comes over no connection. */
  private static final String NOWHERE = "";

  private final Doors doors;
  private final JsonReader json;
  private final MemoryPool memory;
  private final BodyValues values;
  private final Ids ids;

  /**
   * @param mostValues of a line
   */
  public BatchCall(Doors doors, JsonReader json, MemoryPool memory, int mostValues, Ids ids) {
    this.doors = doors;
    this.json = json;
    this.memory = memory;
    this.values = new BodyValues(mostValues);
    this.ids = ids;
  }

  @Override
  public Told ask(CallBatch batch, BatchLine line, @Nullable BatchPlace place) {
    Endpoint endpoint = endpoint(batch);
    UUID id = ids.next();
    Whole reply = new Whole();
    try (MemoryPool.Claim held = memory.claim(batch.scope().tenant())) {
      held.reserve(line.body().length);
      values.reserve(line.body(), held);
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
      return field(line, "model") instanceof Json.Str(String model) ? model : "";
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
    if (Json.of(true).equals(field(line, "stream"))) {
      throw FieldRefusals.invalid("stream", "must not be true in a batch");
    }
  }

  // Without an object of the line, which may be large.
  private Json field(BatchLine line, String name) {
    return json.read(line.body(), parser -> field(parser, name));
  }

  private static Json field(JsonParser parser, String name) {
    Json found = Json.NULL;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new CallFailedException(FailureCode.INVALID, "expected a JSON object");
    }
    for (String next = parser.nextName(); next != null; next = parser.nextName()) {
      if (parser.nextToken().isScalarValue() && next.equals(name)) {
        found = JsonReader.value(parser);
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  /**
   * What a line is asked with. The batch is a label, so that routes can send its lines elsewhere
   * and usage can be told apart.
   */
  static Map<String, String> headers(CallBatch batch, int line) {
    String id = CallBatch.ID.write(batch.id());
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
      // No caller listens.
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
