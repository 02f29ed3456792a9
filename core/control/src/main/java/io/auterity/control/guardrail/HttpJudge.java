package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.BackgroundCall;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A judge of the tenant's own, asked over HTTP: it is posted {@code {"text": …, "place": "words"}}
 * and answers {@code {"findings": [{"kind": …}]}}, none where the text is as it should be; one that
 * takes many is posted {@code {"texts": […]}} of such texts and answers {@code {"results": […]}} of
 * such answers, one for each in their order.
 *
 * @param timeout the longest that it may take for one question, where its call has as much left
 * @param many whether it takes all texts of a call at once
 */
record HttpJudge(Transport transport, URI url, Duration timeout, Time time, boolean many)
    implements Detector.Judge {

  private static final JsonReader JSON = new JsonReader(1 << 20);
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  @Override
  public List<String> find(Place place, String text, Patience patience) {
    Piece piece = new Piece(place, text);
    return many
        ? find(List.of(piece), patience).getFirst()
        : findings(ask(question(piece), patience));
  }

  /** The same of several texts by one question, for each what it finds. */
  List<List<String>> find(List<Piece> pieces, Patience patience) {
    Json texts = Json.array(pieces.stream().map(piece -> (Json) question(piece)).toList());
    Json.Obj answer = ask(Json.EMPTY.with("texts", texts), patience);
    if (!(answer.get("results") instanceof Json.Arr(List<Json> results))) {
      throw unusable("it answers without results");
    }
    if (results.size() != pieces.size()) {
      throw unusable(
          "it answers %d texts with %d results".formatted(pieces.size(), results.size()));
    }
    return results.stream().map(HttpJudge::findings).toList();
  }

  private static Json.Obj question(Piece piece) {
    return Json.EMPTY
        .with("text", Json.of(piece.text()))
        .with("place", Json.of(piece.place() == Place.WORDS ? "words" : "tool"));
  }

  private Json.Obj ask(Json.Obj question, Patience patience) {
    byte[] body = question.toString().getBytes(StandardCharsets.UTF_8);
    Duration left = Collections.min(List.of(timeout, patience.remaining()));
    WireResponse reply =
        transport.send(WireRequest.json(url, body), new Asking(time, left, patience));
    if (!reply.succeeded()) {
      throw unusable("it answers with status %d".formatted(reply.status()));
    }
    return JSON.readObject(reply.body());
  }

  private static List<String> findings(Json answer) {
    if (!(answer instanceof Json.Obj object
        && object.get("findings") instanceof Json.Arr(List<Json> findings))) {
      throw unusable("it answers without findings");
    }
    return findings.stream().map(HttpJudge::kind).distinct().toList();
  }

  // What it calls a finding stands in decisions and placeholders.
  private static String kind(Json finding) {
    String kind = finding instanceof Json.Obj object ? object.text("kind") : null;
    if (kind == null || !KIND.matcher(kind).matches()) {
      throw unusable("it finds something whose kind is no small word");
    }
    return kind;
  }

  private static CallFailedException unusable(String why) {
    return new CallFailedException(FailureCode.UNAVAILABLE, why);
  }

  /** The time that one question has, and who waits for its answer. */
  private static final class Asking extends BackgroundCall implements Call {

    private final Patience patience;

    private Asking(Time time, Duration most, Patience patience) {
      super(time, most);
      this.patience = patience;
    }

    @Override
    public String capability() {
      return GuardrailKind.NAME;
    }

    @Override
    public boolean cancelled() {
      return patience.stopped() || remaining().isZero();
    }

    @Override
    public void onCancel(Runnable action) {
      patience.onStop(action);
    }

    @Override
    public void pause(Duration duration) {
      throw new CallFailedException(
          FailureCode.TIMEOUT, "there is no time to wait for the judge again");
    }

    @Override
    public ProviderContext provider() {
      throw new UnsupportedOperationException("no provider asks");
    }
  }
}
