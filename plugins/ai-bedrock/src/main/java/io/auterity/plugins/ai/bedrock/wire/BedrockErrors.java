package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.plugins.ai.bedrock.frame.EventMessage;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The one mapping of Bedrock's exceptions. */
final class BedrockErrors {

  /** By name in lower case: a stream begins them with a small letter. */
  private static final Map<String, FailureCode> TYPES =
      Map.ofEntries(
          Map.entry("accessdeniedexception", FailureCode.FORBIDDEN),
          Map.entry("expiredtokenexception", FailureCode.UNAUTHENTICATED),
          Map.entry("incompletesignatureexception", FailureCode.UNAUTHENTICATED),
          Map.entry("invalidsignatureexception", FailureCode.UNAUTHENTICATED),
          Map.entry("missingauthenticationtokenexception", FailureCode.UNAUTHENTICATED),
          Map.entry("unrecognizedclientexception", FailureCode.UNAUTHENTICATED),
          Map.entry("resourcenotfoundexception", FailureCode.NOT_FOUND),
          Map.entry("throttlingexception", FailureCode.RATE_LIMITED),
          Map.entry("servicequotaexceededexception", FailureCode.QUOTA_EXHAUSTED),
          Map.entry("modeltimeoutexception", FailureCode.TIMEOUT),
          Map.entry("modelnotreadyexception", FailureCode.UNAVAILABLE),
          Map.entry("modelerrorexception", FailureCode.UNAVAILABLE),
          Map.entry("modelstreamerrorexception", FailureCode.UNAVAILABLE),
          Map.entry("internalserverexception", FailureCode.UNAVAILABLE),
          Map.entry("serviceunavailableexception", FailureCode.UNAVAILABLE),
          Map.entry("validationexception", FailureCode.INVALID));

  /** What an exception says in its words only. */
  private static final Map<String, FailureCode> WORDS =
      Map.of(
          "input is too long", FailureCode.CONTEXT_TOO_LONG,
          "prompt is too long", FailureCode.CONTEXT_TOO_LONG,
          "too many input tokens", FailureCode.CONTEXT_TOO_LONG,
          "exceeds the maximum number of input tokens", FailureCode.CONTEXT_TOO_LONG,
          "maximum context length", FailureCode.CONTEXT_TOO_LONG,
          "too many tokens per day", FailureCode.QUOTA_EXHAUSTED,
          "model identifier is invalid", FailureCode.NOT_FOUND,
          "content filtering policy", FailureCode.CONTENT_REFUSED);

  static Failure failure(WireResponse response) {
    Json.Obj body = VendorReply.refusal(response);
    String type =
        response
            .header("x-amzn-errortype")
            .orElseGet(() -> Objects.requireNonNullElse(body.text("__type"), ""));
    String words = words(body);
    FailureCode code = code(type, words).orElseGet(() -> FailureCode.ofStatus(response.status()));
    // A wrong signature is answered with what was signed.
    String told = code == FailureCode.UNAUTHENTICATED ? "" : words;
    return HttpFailures.of(code, response, told).withApplied(billed(code));
  }

  /** Errors are not billed; only what a gateway gave up on may have gone on behind it. */
  private static Applied billed(FailureCode code) {
    return code == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO;
  }

  private static Optional<FailureCode> code(String type, String words) {
    String said = words.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(known -> said.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> Optional.ofNullable(TYPES.get(name(type))));
  }

  /** Without the namespace and the address that stand around it. */
  private static String name(String type) {
    String bare = type.substring(type.indexOf('#') + 1);
    int colon = bare.indexOf(':');
    return (colon < 0 ? bare : bare.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
  }

  private static String words(Json.Obj body) {
    String words = body.text("message");
    return Objects.requireNonNullElse(words == null ? body.text("Message") : words, "");
  }

  private static Json.Obj body(byte[] text) {
    try {
      return JsonUtf8.readForeign(text) instanceof Json.Obj body ? body : Json.EMPTY;
    } catch (MalformedJsonException e) {
      return Json.EMPTY;
    }
  }

  /** An exception in a stream; what was made until then may be billed. */
  static CallFailedException inside(EventMessage message) {
    boolean modelled = message.header(":message-type").equals("exception");
    String type = message.header(modelled ? ":exception-type" : ":error-code");
    String words = modelled ? words(body(message.payload())) : message.header(":error-message");
    FailureCode code = code(type, words).orElse(FailureCode.UNAVAILABLE);
    return new CallFailedException(
        Failure.of(code, "the vendor broke off: " + (words.isBlank() ? type : words))
            .withApplied(Applied.UNKNOWN));
  }
}
