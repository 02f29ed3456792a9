package io.auterity.server.probe;

import io.auterity.spi.Failure;
import io.auterity.spi.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was asked of a draft.
 *
 * @param part of the test that it belongs to
 * @param what a place, a kind of credential, an operation ({@code resource.verb}) or a way of
 *     signing
 * @param told what came back, in words
 * @param code of the failure; absent where there was none
 * @param origin who refused, or where the cause of the failure lies; absent where there was none
 * @param known how that is known; absent where it is not
 * @param ms how long it took; absent where nothing was sent
 * @param operations that it tells of, {@code resource.verb}
 * @param decision of the call; absent where it was none
 */
public record ProbedPart(
    Part part,
    String what,
    State state,
    String told,
    @Nullable String code,
    @Nullable Origin origin,
    @Nullable Known known,
    @Nullable Double ms,
    List<String> operations,
    @Nullable String decision) {

  /** The parts of the test, in their order. */
  public enum Part {
    REACH,
    CREDENTIAL,
    OPERATIONS,
    EVENTS
  }

  /** What is known now. */
  public enum State {
    OK,
    /** It is not allowed; {@link #origin} tells by whom: the vendor, this server or its roles. */
    MISSING,
    FAILED,
    /** It was not asked. */
    UNKNOWN
  }

  /** How it is known. */
  public enum Known {
    /** It was called, and answered. */
    PROBED,
    /** It is declared, and was not called. */
    DECLARED
  }

  /** What answered. */
  static ProbedPart ok(Part part, String what, String told, @Nullable Double ms) {
    return new ProbedPart(
        part, what, State.OK, told, null, null, Known.PROBED, ms, List.of(), null);
  }

  /** What was not asked, or is only said. */
  static ProbedPart unasked(
      Part part, String what, String told, @Nullable Known known, List<String> operations) {
    return new ProbedPart(
        part,
        what,
        known == null ? State.UNKNOWN : State.OK,
        told,
        null,
        null,
        known,
        null,
        operations,
        null);
  }

  /** What did not answer well. */
  static ProbedPart failed(Part part, String what, Failure failure, @Nullable Double ms) {
    State state =
        switch (failure.code()) {
          case UNAUTHENTICATED, FORBIDDEN -> State.MISSING;
          default -> State.FAILED;
        };
    return new ProbedPart(
        part,
        what,
        state,
        failure.message(),
        failure.code().wire(),
        failure.origin(),
        Known.PROBED,
        ms,
        List.of(),
        null);
  }

  /** The same, which tells of one operation and was a call. */
  ProbedPart of(String operation, String call) {
    return new ProbedPart(
        part, what, state, told, code, origin, known, ms, List.of(operation), call);
  }
}
