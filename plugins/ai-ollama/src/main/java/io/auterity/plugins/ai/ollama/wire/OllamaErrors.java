package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The one mapping of the dialect's errors, which are a status and words. */
final class OllamaErrors {

  private static final List<Map.Entry<String, FailureCode>> WORDS =
      List.of(
          Map.entry("exceeds the context length", FailureCode.CONTEXT_TOO_LONG),
          Map.entry("exceeds maximum context length", FailureCode.CONTEXT_TOO_LONG),
          Map.entry("exceeds the available context", FailureCode.CONTEXT_TOO_LONG),
          Map.entry("does not support", FailureCode.UNSUPPORTED),
          Map.entry("file does not exist", FailureCode.NOT_FOUND),
          Map.entry("not found", FailureCode.NOT_FOUND));

  /** The failure of a call that changes nothing at the server. */
  static Failure failure(WireResponse response) {
    Failure failure = changing(response);
    return failure.withApplied(
        failure.code() == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
  }

  /** The failure of a call that changes what models the server has. */
  static Failure changing(WireResponse response) {
    String words = ReplyFields.text(VendorReply.refusal(response), "error");
    FailureCode code = code(response.status(), words);
    // A proxy may repeat a part of a wrong key in its words.
    return HttpFailures.of(code, response, code == FailureCode.UNAUTHENTICATED ? "" : words);
  }

  private static FailureCode code(int status, String words) {
    return byWords(words).orElseGet(() -> FailureCode.ofStatus(status));
  }

  private static Optional<FailureCode> byWords(String words) {
    String said = words.toLowerCase(Locale.ROOT);
    return WORDS.stream()
        .filter(known -> said.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The object of a reply with success. */
  static Json.Obj read(WireResponse response) {
    return whole(VendorReply.object(response));
  }

  /**
   * The object of a line of a stream.
   *
   * @throws CallFailedException when it tells of an error, for the status cannot any more
   */
  static Json.Obj readLine(String line) {
    return whole(VendorReply.object(line));
  }

  private static Json.Obj whole(Json.Obj object) {
    if (object.get("error") instanceof Json.Str(String words)) {
      FailureCode code = byWords(words).orElse(FailureCode.UNAVAILABLE);
      throw new CallFailedException(
          Failure.of(code, "the server broke off: " + words).withApplied(Applied.UNKNOWN));
    }
    return object;
  }
}
