package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call that a guardrail has ended, without any of its words.
 *
 * @param way which way the words went: request or answer
 * @param finding kind of what was found, e.g. {@code email}; null where the guardrail could not
 *     look
 * @param unable code of why it could not look; null where it did
 */
public record BlockedCall(
    Source source,
    String capability,
    String guardrail,
    String way,
    @Nullable String finding,
    @Nullable String unable) {

  /**
   * The caller of a call, and the call's decision.
   *
   * @param door that it came in by, e.g. {@code gateway}
   * @param decision e.g. {@code dec_0190…}
   */
  public record Source(TenantScope scope, Principal principal, String door, String decision) {}

  /** Read from the failure of a call; null where no guardrail has ended it. */
  public static @Nullable BlockedCall of(Source source, String capability, Failure failure) {
    Map<String, String> fields = failure.fields();
    String guardrail = fields.get(CallGuard.FIELD);
    String way = CallGuard.WAY.read(failure);
    return failure.code() != FailureCode.CONTENT_REFUSED || guardrail == null || way == null
        ? null
        : new BlockedCall(
            source,
            capability,
            guardrail,
            way,
            fields.get(FindingRecord.KIND),
            fields.get(FindingRecord.UNABLE));
  }

  /**
   * What was found, or why the guardrail could not look, under the name that events have for it.
   */
  Map<String, String> cause() {
    Map<String, String> cause = new TreeMap<>();
    if (finding != null) {
      cause.put(FindingRecord.KIND, finding);
    }
    if (unable != null) {
      cause.put(FindingRecord.UNABLE, unable);
    }
    return cause;
  }
}
